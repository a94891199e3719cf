// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.shop.Accounts.Login;

/** Login and logout. */
final class AccountApi {

  private final Accounts accounts;

  AccountApi(Accounts accounts) {
    this.accounts = accounts;
  }

  void addTo(Router router) {
    router.on("POST", "/login", this::login).on("POST", "/logout", this::logout);
  }

  private Answer login(Call call) {
    JsonNode request = call.json();
    Login login = accounts.login(Call.text(request, "user"), Call.text(request, "password"));
    var body = Json.object();
    body.put("userId", login.user().id());
    body.put("name", login.user().name());
    body.put("token", login.issued().token());
    body.put("expiresAt", Json.time(login.issued().expiresAt()));
    return Answer.json(200, body)
        .with("Cache-Control", "no-store")
        .with("Set-Cookie", Accounts.COOKIE + "=" + login.session() + "; Path=/; HttpOnly")
        .with("Set-Cookie", "shop_currency=" + Order.CURRENCY + "; Path=/");
  }

  private Answer logout(Call call) {
    accounts.logout(accounts.byToken(call));
    return Answer.empty(204).with("Set-Cookie", Accounts.COOKIE + "=; Path=/; Max-Age=0");
  }
}
