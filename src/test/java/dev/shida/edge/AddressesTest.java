package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request behind a proxy is told beside what the proxy says. */
class AddressesTest {
    private static final AddressConfig EVERY_HOST = new AddressConfig() {
        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> hosts() {
            return Optional.empty();
        }
    };

    @ParameterizedTest
    @CsvSource({
        "true, for=192.0.2.1, 8443",
        "true, for=192.0.2.1;proto=https, ",
        "true, Proto=https, ",
        "true, host=news.example, ",
        "false, proto=https, 8443",
        "true, , 8443",
    })
    void theHostsPortCountsUnlessForwardedDiffers(boolean allowed, String forwarded, String port) {
        Addresses addresses = new Addresses(EVERY_HOST, true, allowed, true, "X-Forwarded-Host");
        Map<String, String> headers = forwarded == null ? Map.of() : Map.of("forwarded", forwarded);
        assertEquals(
                Optional.ofNullable(port),
                addresses.unforwardedPort("localhost:8443", name -> headers.get(name.toString())));
    }
}
