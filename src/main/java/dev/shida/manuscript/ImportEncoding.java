package dev.shida.manuscript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes an article: by its byte order mark, else as UTF-8, else in the encoding that it declares or appears to have. */
final class ImportEncoding {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final Charset EUC_KR = Charset.forName("x-windows-949");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");

    /** What HTML says of its own encoding, within the bytes in which browsers look for it. */
    private static final Pattern DECLARED =
            Pattern.compile("(?i)<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([\\w-]{2,40})");

    private static final int DECLARATION_WITHIN = 1024;

    private ImportEncoding() {}

    /** @param given the encoding that the editor named */
    static String decode(byte[] bytes, Optional<Charset> given) throws UnimportableArticle {
        Optional<Charset> marked = marked(bytes);
        if (given.isPresent() || marked.isPresent()) {
            return withoutMark(strictly(bytes, given.or(() -> marked).orElseThrow()));
        }
        Optional<String> utf8 = Encoding.decoded(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return utf8.get();
        }
        Charset guessed = declared(bytes).orElseGet(() -> guessed(bytes));
        return strictly(bytes, Encoding.decoded(bytes, guessed).isPresent() ? guessed : mostlyUtf8(bytes, guessed));
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Optional<Charset> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, DECLARATION_WITHIN), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARED.matcher(head);
        if (!declaration.find()) {
            return Optional.empty();
        }
        return named(declaration.group(1))
                .filter(charset -> Encoding.decoded(bytes, charset).isPresent());
    }

    /** The encoding of a name; those that browsers take for a larger one are that one. */
    static Optional<Charset> named(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "gb2312", "gbk", "gb18030" -> Optional.of(GB18030);
            case "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j" -> Optional.of(SHIFT_JIS);
            case "euc-kr", "euckr", "ks_c_5601-1987", "cp949" -> Optional.of(EUC_KR);
            case "big5", "big5-hkscs" -> Optional.of(BIG5);
            default -> {
                try {
                    yield Optional.of(Charset.forName(name));
                } catch (IllegalArgumentException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** Chinese, unless what comes out in another encoding has the characters that its language cannot do without. */
    private static Charset guessed(byte[] bytes) {
        if (Encoding.share(bytes, SHIFT_JIS.name(), Encoding::isKana) > 0.2) {
            return SHIFT_JIS;
        }
        if (Encoding.share(bytes, "EUC-JP", Encoding::isKana) > 0.2) {
            return Charset.forName("EUC-JP");
        }
        if (Encoding.share(bytes, EUC_KR.name(), Encoding::isHangul) > 0.8) {
            return EUC_KR;
        }
        return isBig5(bytes) ? BIG5 : GB18030;
    }

    /** GB18030 decodes Big5 too, but into characters that are hardly ever written. */
    private static boolean isBig5(byte[] bytes) {
        return Encoding.share(bytes, GB18030.name(), Encoding.isCommon()) < 0.8
                && Encoding.share(bytes, BIG5.name(), c -> c >= 0x3000 && c <= 0x9FFF) > 0.5;
    }

    /** The offset of a broken byte means something only in the encoding that most of the file is in. */
    private static Charset mostlyUtf8(byte[] bytes, Charset guessed) {
        boolean hasUtf8 = Encoding.decoded(Arrays.copyOf(bytes, Encoding.decodable(bytes)), StandardCharsets.UTF_8)
                .orElse("")
                .codePoints()
                .anyMatch(c -> c > 0x7FF);
        return hasUtf8 ? StandardCharsets.UTF_8 : guessed;
    }

    private static String strictly(byte[] bytes, Charset charset) throws UnimportableArticle {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw new UnimportableArticle(Message.of("import.undecodable", in.position(), charset.name()));
        }
        return out.flip().toString();
    }
}
