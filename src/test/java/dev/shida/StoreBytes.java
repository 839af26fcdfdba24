package dev.shida;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Damages the file of a store. */
public final class StoreBytes {
    private StoreBytes() {}

    /** Replaces a text of Han characters by one as long, wherever the file has it, and returns how often that was. */
    public static int replace(byte[] file, String text, String other) {
        byte[] before = written(text);
        byte[] after = written(other);
        int found = 0;
        for (int at = 0; at + before.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + before.length, before, 0, before.length)) {
                System.arraycopy(after, 0, file, at, after.length);
                found++;
            }
        }
        return found;
    }

    /** As H2 writes it: like UTF-8, but with six bits alone in the second byte and the third. */
    private static byte[] written(String han) {
        byte[] bytes = han.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (bytes[i] & 0xC0) == 0x80 ? (byte) (bytes[i] & 0x3F) : bytes[i];
        }
        return bytes;
    }
}
