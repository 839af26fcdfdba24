package dev.shida.manuscript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Decodes a manuscript, which is UTF-8, and tells what a file appears to be that is not. */
final class Encoding {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What files of other kinds begin with, in hexadecimal. */
    private static final Map<String, Message> OTHER_KINDS = new LinkedHashMap<>();

    static {
        OTHER_KINDS.put("fffe0000", inEncoding("UTF-32"));
        OTHER_KINDS.put("0000feff", inEncoding("UTF-32"));
        OTHER_KINDS.put("fffe", inEncoding("UTF-16"));
        OTHER_KINDS.put("feff", inEncoding("UTF-16"));
        OTHER_KINDS.put("504b0304", Message.of("a-word-document"));
        OTHER_KINDS.put("d0cf11e0", Message.of("a-word-document"));
        OTHER_KINDS.put("7b5c727466", Message.of("an-rtf-document"));
        OTHER_KINDS.put("25504446", Message.of("a-pdf-document"));
    }

    private static final int SAMPLE = 4096;

    /** So many characters do not come out of another encoding by chance. */
    private static final int FEW = 3;

    private Encoding() {}

    /** The file's text, without a byte order mark. */
    static String decode(byte[] bytes) throws FaultyManuscript {
        Optional<Message> otherKind = otherKind(bytes);
        Optional<String> text = otherKind.isPresent() ? Optional.empty() : decoded(bytes, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            int valid = otherKind.isPresent() ? 0 : decodable(bytes);
            Message appearance = otherKind
                    .or(() -> encoding(bytes, valid).map(Encoding::inEncoding))
                    .map(kind -> Message.of("but-appears-to-be", kind))
                    .orElseGet(() -> Message.of("nothing-more"));
            throw new FaultyManuscript(Fault.at(lineAt(bytes, valid), FaultCode.NOT_UTF8, appearance));
        }
        return text.get().startsWith(BYTE_ORDER_MARK) ? text.get().substring(1) : text.get();
    }

    private static Message inEncoding(String name) {
        return Message.of("in-the-encoding", name);
    }

    private static Optional<Message> otherKind(byte[] bytes) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        return OTHER_KINDS.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> byZeros(bytes));
    }

    /** ASCII, of which front matter is made, has a zero beside each byte in UTF-16, and three in UTF-32. */
    private static Optional<Message> byZeros(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                zeros[i % 2]++;
            }
        }
        int fewer = Math.min(zeros[0], zeros[1]);
        int more = Math.max(zeros[0], zeros[1]);
        if (more * 10L < bytes.length || more == 0) {
            return Optional.empty();
        }
        return Optional.of(inEncoding(fewer * 4L > more ? "UTF-32" : "UTF-16"));
    }

    /** The likeliest of the encodings that editors of these languages meet. */
    private static Optional<String> encoding(byte[] bytes, int valid) {
        long written = decoded(Arrays.copyOf(bytes, valid), StandardCharsets.UTF_8)
                .orElse("")
                .codePoints()
                .filter(Encoding::isHan)
                .limit(FEW)
                .count();
        if (written == FEW) {
            return Optional.empty();
        }
        byte[] sample = sample(bytes, valid);
        byte[] pairs = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE) & ~1);
        boolean hasZero = IntStream.range(0, pairs.length).anyMatch(i -> pairs[i] == 0);
        if (hasZero
                && (share(pairs, "UTF-16LE", Encoding::isHan) > 0.5
                        || share(pairs, "UTF-16BE", Encoding::isHan) > 0.5)) {
            return Optional.of("UTF-16");
        }
        if (share(sample, "Shift_JIS", Encoding::isKana) > 0.2) {
            return Optional.of("Shift_JIS");
        }
        if (share(sample, "EUC-JP", Encoding::isKana) > 0.2) {
            return Optional.of("EUC-JP");
        }
        if (share(sample, "EUC-KR", Encoding::isHangul) > 0.85) {
            return Optional.of("EUC-KR");
        }
        double common = share(sample, "GB18030", isCommon());
        if (common <= 0.9 && share(sample, "Big5", Encoding::isHan) > 0.5) {
            return Optional.of("Big5");
        }
        return common >= 0 ? Optional.of("GBK") : Optional.empty();
    }

    /** How many of the characters beyond ASCII are as expected, from 0 to 1; -1 where the bytes are not in the encoding. */
    static double share(byte[] bytes, String encoding, IntPredicate expected) {
        return decoded(bytes, Charset.forName(encoding))
                .map(text -> text.codePoints()
                        .filter(c -> c > 0x7F)
                        .mapToDouble(c -> expected.test(c) ? 1 : 0)
                        .average()
                        .orElse(-1))
                .orElse(-1.0);
    }

    /** Whether a character is in GB 2312, which has those of everyday Chinese. */
    static IntPredicate isCommon() {
        CharsetEncoder simplified = Charset.forName("GB2312").newEncoder();
        return c -> c <= 0xFFFF && simplified.canEncode((char) c);
    }

    static boolean isKana(int codePoint) {
        return codePoint >= 0x3041 && codePoint <= 0x30FF;
    }

    static boolean isHangul(int codePoint) {
        return codePoint >= 0xAC00 && codePoint <= 0xD7A3;
    }

    private static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN
                || codePoint >= 0x3000 && codePoint <= 0x303F
                || codePoint >= 0xFF00 && codePoint <= 0xFF5E;
    }

    /** The text of bytes; empty where they are not in the encoding. */
    static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** How many bytes at the beginning are UTF-8. */
    static int decodable(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
        return in.position();
    }

    private static int lineAt(byte[] bytes, int place) {
        int line = 1;
        for (int i = 0; i < place; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n')) {
                line++;
            }
        }
        return line;
    }

    /** Whole lines around a place, which are enough to tell an encoding by. */
    private static byte[] sample(byte[] bytes, int place) {
        int from = place;
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        int to = Math.min(bytes.length, place + SAMPLE);
        while (to < bytes.length && bytes[to - 1] != '\n') {
            to++;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }
}
