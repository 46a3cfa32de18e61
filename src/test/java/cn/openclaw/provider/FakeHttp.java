package cn.openclaw.provider;

import cn.openclaw.base.Text;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers by host, and remembers who was asked with what. A host without an answer cannot be reached. */
final class FakeHttp implements Http {
    final List<HttpCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private record Answer(int status, String body) {}

    FakeHttp answer(String host, int status, String body) {
        answers.put(host, new Answer(status, body));
        return this;
    }

    @Override
    public HttpReply send(HttpCall call) {
        calls.add(call);
        Answer answer = answers.get(call.uri().getHost());
        if (answer == null) {
            throw new HttpException(
                    HttpException.Reason.UNKNOWN_HOST, new Text("找不到主机 {0}", "unknown host {0}"), call.uri().getHost());
        }
        return new Reply(answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static final class Reply implements HttpReply {
        private final int status;
        private final byte[] body;
        private int at;

        Reply(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int read(byte[] into) {
            if (at >= body.length) {
                return -1;
            }
            int n = Math.min(into.length, body.length - at);
            System.arraycopy(body, at, into, 0, n);
            at += n;
            return n;
        }

        @Override
        public void close() {}
    }
}
