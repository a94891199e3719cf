// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import dev.reprise.localstack.part.PartEvent.BackOffElapsed;
import dev.reprise.localstack.part.PartEvent.BecameReady;
import dev.reprise.localstack.part.PartEvent.Exited;
import dev.reprise.localstack.part.PartEvent.GraceElapsed;
import dev.reprise.localstack.part.PartEvent.Launch;
import dev.reprise.localstack.part.PartEvent.StartTimedOut;
import dev.reprise.localstack.part.PartEvent.StopRequested;
import dev.reprise.localstack.part.PartEvent.StoppedAnswering;

/**
 * Where a part stands. Each state says what follows from each event; an event that means nothing to
 * a state (a probe that answers late, a timer that was overtaken) leaves it as it is.
 *
 * <pre>
 *                 Launch              BecameReady
 *   Waiting ───────────────▶ Starting ───────────▶ Ready
 *      ▲                      │  │ ▲                 │
 *      │ BackOffElapsed       │  │ └ StartTimedOut   │
 *   BackingOff ◀──── Exited ──┘  │   (kill)          │
 *      ▲  ▲                      │ Exited, never     │
 *      │  │                      ▼ ready, 3rd time   │
 *      │  │                    Failed                │
 *      │  └───────────────────── Exited ─────────────┤
 *      │                                             │ StoppedAnswering (kill)
 *      └───────── Exited ───── Hung ◀────────────────┘
 *
 *   any with a process ── StopRequested ─▶ Stopping ── Exited ─▶ Stopped
 *   any without ───────── StopRequested ─▶ Stopped
 * </pre>
 *
 * <p><b>Threads:</b> values; one thread applies them.
 */
public sealed interface PartState {

  /** What follows from the event. */
  Transition on(PartEvent event);

  /** A word for it in tables and logs. */
  String word();

  /** Whether nothing can follow any more. */
  default boolean isFinal() {
    return false;
  }

  /** Not running; launched once its dependencies are ready and there is room. */
  record Waiting(Past past) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case Launch() -> Transition.to(new Starting(past, false), Effect.LAUNCH);
        case StopRequested() -> Transition.to(new Stopped());
        case BecameReady(),
            StartTimedOut(),
            StoppedAnswering _,
            Exited _,
            BackOffElapsed(),
            GraceElapsed() ->
            Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "waiting";
    }
  }

  /**
   * Running, not yet of use.
   *
   * @param late whether its time is over and it is being killed
   */
  record Starting(Past past, boolean late) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case BecameReady() -> Transition.to(late ? this : new Ready(past.ready()));
        case StartTimedOut() ->
            late ? Transition.to(this) : Transition.to(new Starting(past, true), Effect.KILL);
        case Exited(ExitReason reason, var ranFor) ->
            afterEnd(
                past.afterExit(ranFor), late ? reason.because("it was not ready in time") : reason);
        case StopRequested() -> Transition.to(new Stopping(), Effect.TERMINATE);
        case Launch(), StoppedAnswering _, BackOffElapsed(), GraceElapsed() -> Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "starting";
    }
  }

  /** Of use. */
  record Ready(Past past) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case StoppedAnswering(String complaint) ->
            Transition.to(new Hung(past, complaint), Effect.KILL);
        case Exited(ExitReason reason, var ranFor) -> afterEnd(past.afterExit(ranFor), reason);
        case StopRequested() -> Transition.to(new Stopping(), Effect.TERMINATE);
        case Launch(), BecameReady(), StartTimedOut(), BackOffElapsed(), GraceElapsed() ->
            Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "ready";
    }
  }

  /**
   * Running, of use no more, and being killed.
   *
   * @param complaint what was wrong with it
   */
  record Hung(Past past, String complaint) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case Exited(ExitReason reason, var ranFor) ->
            afterEnd(past.afterExit(ranFor), reason.because(complaint));
        case StopRequested() -> Transition.to(new Stopping(), Effect.TERMINATE);
        case Launch(),
            BecameReady(),
            StartTimedOut(),
            StoppedAnswering _,
            BackOffElapsed(),
            GraceElapsed() ->
            Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "hung";
    }
  }

  /** Ended against our will; tried again after a pause. */
  record BackingOff(Past past, ExitReason reason) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case BackOffElapsed() -> Transition.to(new Waiting(past));
        case StopRequested() -> Transition.to(new Stopped());
        case Launch(),
            BecameReady(),
            StartTimedOut(),
            StoppedAnswering _,
            Exited _,
            GraceElapsed() ->
            Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "restarting";
    }
  }

  /** Asked to end, still running. */
  record Stopping() implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return switch (event) {
        case Exited _ -> Transition.to(new Stopped());
        case GraceElapsed() -> Transition.to(this, Effect.KILL);
        case Launch(),
            BecameReady(),
            StartTimedOut(),
            StoppedAnswering _,
            BackOffElapsed(),
            StopRequested() ->
            Transition.to(this);
      };
    }

    @Override
    public String word() {
      return "stopping";
    }
  }

  /** Ended because it was asked to. */
  record Stopped() implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return Transition.to(this);
    }

    @Override
    public String word() {
      return "stopped";
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }

  /** Never became ready, and will not be tried again. */
  record Failed(ExitReason reason) implements PartState {
    @Override
    public Transition on(PartEvent event) {
      return Transition.to(this);
    }

    @Override
    public String word() {
      return "failed";
    }

    @Override
    public boolean isFinal() {
      return true;
    }
  }

  private static Transition afterEnd(Past past, ExitReason reason) {
    return past.isHopeless()
        ? Transition.to(new Failed(reason), Effect.GIVE_UP)
        : Transition.to(new BackingOff(past, reason), Effect.BACK_OFF);
  }
}
