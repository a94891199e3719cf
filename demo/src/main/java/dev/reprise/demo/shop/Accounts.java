// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Call;
import dev.reprise.demo.shop.Users.User;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is logged in, known by token or by session cookie.
 *
 * <p><b>Threads:</b> thread-safe.
 *
 * <p><b>Bounds:</b> none but the process's life; a login is some two hundred bytes until its
 * logout.
 */
final class Accounts {

  static final String COOKIE = "shop_session";

  private static final String BEARER = "Bearer ";

  private final SecureRandom random = new SecureRandom();
  private final Users users;
  private final Tokens tokens;
  private final Map<String, Login> byTokenId = new ConcurrentHashMap<>();
  private final Map<String, Login> bySession = new ConcurrentHashMap<>();

  Accounts(Users users, Tokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  /**
   * Logs a user in.
   *
   * @throws ApiException 401 when name and password do not belong together
   */
  Login login(String name, String password) {
    User user =
        users
            .find(name, password)
            .orElseThrow(
                () -> new ApiException(401, "wrong_password", "User or password is wrong."));
    byte[] session = new byte[16];
    random.nextBytes(session);
    var login = new Login(user, tokens.issue(user.id()), HexFormat.of().formatHex(session));
    byTokenId.put(login.issued().id(), login);
    bySession.put(login.session(), login);
    return login;
  }

  /**
   * The login whose token the call carries.
   *
   * @throws ApiException 401 when there is no token, or one that no longer holds
   */
  Login byToken(Call call) {
    String token =
        call.header("Authorization")
            .filter(value -> value.startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()))
            .orElseThrow(() -> new ApiException(401, "token_missing", "A bearer token is needed."));
    return Optional.ofNullable(byTokenId.get(tokens.check(token)))
        .orElseThrow(
            () -> new ApiException(401, "token_revoked", "The token was given up by a logout."));
  }

  /**
   * The login of a call that may carry a session cookie instead of a token.
   *
   * @throws ApiException 401 when neither holds
   */
  Login byTokenOrCookie(Call call) {
    if (call.header("Authorization").isPresent()) {
      return byToken(call);
    }
    return call.cookie(COOKIE)
        .map(bySession::get)
        .orElseThrow(
            () -> new ApiException(401, "not_logged_in", "A token or a session is needed."));
  }

  void logout(Login login) {
    byTokenId.remove(login.issued().id());
    bySession.remove(login.session());
  }

  record Login(User user, Tokens.Issued issued, String session) {

    /** The session must not reach a log. */
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }
}
