// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = process.env.REPRISE_QUERY_URL ?? 'http://127.0.0.1:7402';
const token = process.env.REPRISE_TOKEN;

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'target/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // an inlined asset would need data: in the page's policy
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': {
        target: service,
        changeOrigin: true,
        ws: true,
        // The service answers to its own origin only; `vite` is for the developer's own machine.
        headers: { origin: service, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      },
    },
  },
});
