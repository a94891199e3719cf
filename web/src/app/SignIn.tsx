// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useState } from 'react';
import { Logo } from '../ui/icons';
import { Button, Command } from '../ui/kit';

/** What strangers see: how to be let in. */
export function SignIn() {
  const [token, setToken] = useState('');
  return (
    <main className="sign-in">
      <Logo />
      <h1>This page needs a session</h1>
      <p>
        Recorded traffic holds what people sent. Open the page from where Reprise runs; the link works once and leaves a
        session of seven days in this browser.
      </p>
      <Command>./reprise open</Command>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // The service answers with the session and takes the token out of the address.
          if (token) location.assign(`${location.pathname}?token=${encodeURIComponent(token)}`);
        }}
      >
        <label className="field">
          <span>or paste a token</span>
          <input
            className="input"
            type="password"
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <Button type="submit" disabled={!token}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
