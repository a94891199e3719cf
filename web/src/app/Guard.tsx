// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { Component, type ReactNode } from 'react';
import { Button, State } from '../ui/kit';

/** Keeps a defect in one view from taking the whole page with it. */
export class Guard extends Component<{ children: ReactNode }, { problem: Error | null }> {
  override state = { problem: null as Error | null };

  static getDerivedStateFromError(problem: Error) {
    return { problem };
  }

  override render() {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return (
      <State
        title="This view broke"
        actions={
          <Button kind="primary" icon="refresh" onClick={() => location.reload()}>
            Load the page again
          </Button>
        }
      >
        <p>It is a defect of the page, not of what you did. The rest of it still works.</p>
        <code>{problem.message}</code>
      </State>
    );
  }
}
