// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.proto.ingest.v1.Hello;
import dev.reprise.proto.ingest.v1.IngestServiceGrpc;
import dev.reprise.proto.ingest.v1.PushRequest;
import dev.reprise.proto.ingest.v1.PushResponse;
import dev.reprise.traffic.error.AppException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageGuardTest {

  private static final byte[] MALFORMED = {(byte) 0xff, (byte) 0xff, 1};

  private final List<String> heard = new ArrayList<>();
  private final Call call = new Call();

  /** A service that writes down what it hears, and answers everything. */
  private final class Service extends IngestServiceGrpc.IngestServiceImplBase {
    @Override
    public StreamObserver<PushRequest> push(StreamObserver<PushResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(PushRequest message) {
          heard.add(message.getHello().getCaptureId());
          answers.onNext(PushResponse.getDefaultInstance());
        }

        @Override
        public void onError(Throwable failure) {
          heard.add("broken");
          answers.onError(failure);
        }

        @Override
        public void onCompleted() {
          heard.add("end");
          answers.onCompleted();
        }
      };
    }
  }

  @SuppressWarnings("unchecked") // the service has one method, of these types
  private final ServerMethodDefinition<PushRequest, PushResponse> method =
      (ServerMethodDefinition<PushRequest, PushResponse>)
          MessageGuard.around(new Service().bindService()).getMethods().iterator().next();

  private PushRequest parsed(byte[] bytes) {
    return method.getMethodDescriptor().parseRequest(new ByteArrayInputStream(bytes));
  }

  private static byte[] hello(String captureId) {
    return PushRequest.newBuilder()
        .setHello(Hello.newBuilder().setCaptureId(captureId))
        .build()
        .toByteArray();
  }

  @Test
  void passesOnWhatCanBeRead() {
    var listener = method.getServerCallHandler().startCall(call, new Metadata());

    listener.onMessage(parsed(hello("one")));
    listener.onHalfClose();

    assertThat(heard).containsExactly("one", "end");
    assertThat(call.answers).hasSize(1);
    assertThat(call.closedWith).extracting(Status::getCode).containsExactly(Status.Code.OK);
  }

  @Test
  void refusesWhatCannotAndLetsTheServiceEnd() {
    var listener = method.getServerCallHandler().startCall(call, new Metadata());

    listener.onMessage(parsed(hello("one")));
    listener.onMessage(parsed(MALFORMED));
    listener.onMessage(parsed(hello("two")));
    listener.onHalfClose();

    assertThat(heard).containsExactly("one", "broken");
    assertThat(call.answers).hasSize(1);
    assertThat(call.closedWith).hasSize(1);
    assertThat(call.closedWith.getFirst().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(call.closedWith.getFirst().getCause())
        .isInstanceOfSatisfying(
            AppException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("MESSAGE_MALFORMED"));
  }

  @Test
  void keepsTheSchemaForThoseWhoAskForIt() {
    var service = new Service().bindService();

    var guarded = MessageGuard.around(service);

    assertThat(guarded.getServiceDescriptor().getSchemaDescriptor())
        .isSameAs(service.getServiceDescriptor().getSchemaDescriptor());
    assertThat(guarded.getServiceDescriptor().getMethods())
        .extracting(MethodDescriptor::getFullMethodName)
        .containsExactly("reprise.ingest.v1.IngestService/Push");
  }

  private final class Call extends ServerCall<PushRequest, PushResponse> {
    private final List<PushResponse> answers = new ArrayList<>();
    private final List<Status> closedWith = new ArrayList<>();

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(PushResponse message) {
      answers.add(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      closedWith.add(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<PushRequest, PushResponse> getMethodDescriptor() {
      return method.getMethodDescriptor();
    }
  }
}
