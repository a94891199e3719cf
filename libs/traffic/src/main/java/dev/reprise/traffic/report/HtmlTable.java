// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

/** One table of an {@link HtmlReport}; titles that begin with # head figures. */
final class HtmlTable {

  private final Markup page;
  private final String[] titles;

  HtmlTable(Markup page, String heading, String... titles) {
    this.page = page;
    this.titles = titles;
    page.raw("<h2>").text(heading).raw("</h2>\n<div class=\"scroll\"><table>\n<tr>");
    for (String title : titles) {
      boolean figure = title.startsWith("#");
      page.raw(figure ? "<th>" : "<th class=\"w\">")
          .text(figure ? title.substring(1) : title)
          .raw("</th>");
    }
    page.raw("</tr>\n");
  }

  void row(String... cells) {
    page.raw("<tr>");
    for (int i = 0; i < cells.length; i++) {
      page.raw(titles[i].startsWith("#") ? "<td>" : "<td class=\"w\">");
      if (titles[i].isEmpty()) {
        page.raw("<span class=\"" + (cells[i].equals("held") ? "held" : "failed") + "\">");
        page.text(cells[i]).raw("</span>");
      } else {
        page.text(cells[i]);
      }
      page.raw("</td>");
    }
    page.raw("</tr>\n");
  }

  void end() {
    page.raw("</table></div>\n");
  }
}
