package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Text;
import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestListener;
import cn.openclaw.journal.RequestStart;
import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Caller;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.testing.ScriptedChatModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private final BlockingQueue<RequestEnd> ended = new LinkedBlockingQueue<>();

    private int status(LlmFailure failure) throws InterruptedException {
        RequestListener listener = new RequestListener() {
            @Override
            public void began(RequestStart start) {}

            @Override
            public void ended(RequestStart start, RequestEnd end) {
                ended.add(end);
            }
        };
        Call call = new Call(
                "1", Instant.EPOCH, LocalDate.EPOCH, new Caller("main", "agent:main:main", "s", "r"), "moonshot", "kimi-k2.6", Optional.empty(), "x");
        try (Requests requests = new Requests(List.of(listener), false)) {
            Announcement announcement = new Announcement(requests, call);
            announcement.failed(new LlmException(failure, ScriptedChatModel.answer(StopReason.ERROR), new Text("不", "no")));
            announcement.over(Outcome.unpriced(Status.FAILED, new Usage(0, 0, 0, 0, false), Price.UNKNOWN), 0, 0);
            RequestEnd end = ended.poll(10, TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            return end.status();
        }
    }

    @Test
    void anAgentsFailedCallIsListedWithTheStatusThatThePlatformGave() throws InterruptedException {
        assertThat(status(new LlmFailure.Unauthorized(401))).isEqualTo(401);
        assertThat(status(new LlmFailure.Unauthorized(403))).isEqualTo(403);
        assertThat(status(new LlmFailure.RateLimited(Optional.of(Duration.ofSeconds(1)), "slow"))).isEqualTo(429);
        assertThat(status(new LlmFailure.OutOfCredit("empty"))).isEqualTo(429);
        assertThat(status(new LlmFailure.NoSuchModel("gone"))).isEqualTo(404);
        assertThat(status(new LlmFailure.Refused(422, "odd"))).isEqualTo(422);
        assertThat(status(new LlmFailure.Refused(0, "in the stream"))).isEqualTo(400);
        assertThat(status(new LlmFailure.Unavailable("no route", Optional.empty()))).isEqualTo(502);
    }
}
