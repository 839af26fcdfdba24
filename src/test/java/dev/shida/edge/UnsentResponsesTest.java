package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsentResponsesTest {
    private final UnsentResponses unsent = new UnsentResponses(CurrentRevisionTest.CONFIG);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    private Runnable begin(byte[] body) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        channels.add(channel);
        return unsent.begin(channel, body);
    }

    private List<Boolean> open() {
        channels.forEach(EmbeddedChannel::runPendingTasks);
        return channels.stream().map(EmbeddedChannel::isOpen).toList();
    }

    @Test
    void thoseThatTakeLongestMakeRoom() {
        for (int i = 0; i < 4; i++) {
            begin(new byte[400_000]);
        }
        assertEquals(List.of(false, false, true, true), open());
    }

    @Test
    void whatWasSentIsNotCounted() {
        for (int i = 0; i < 4; i++) {
            begin(new byte[400_000]).run();
        }
        assertEquals(List.of(true, true, true, true), open());
    }

    @Test
    void theSameBytesAreCountedOnce() {
        byte[] body = new byte[400_000];
        for (int i = 0; i < 4; i++) {
            Runnable sent = begin(body);
            if (i % 2 == 0) {
                sent.run();
                sent.run();
            }
        }
        begin(new byte[400_000]);
        assertEquals(List.of(true, true, true, true, true), open());
        begin(new byte[400_000]);
        assertEquals(List.of(true, false, true, false, true, true), open());
    }

    @Test
    void oneAboveTheLimitIsStillSent() {
        begin(new byte[2_000_000]);
        assertEquals(List.of(true), open());
        begin(new byte[2_000_000]);
        assertEquals(List.of(false, true), open());
    }
}
