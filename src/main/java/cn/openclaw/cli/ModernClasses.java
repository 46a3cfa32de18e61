package cn.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Run by the launcher when it lays out a build: lifts libraries with classes of an old format (picocli's are Java 5's) to the oldest one
 * an AOT cache takes. Without it every command parses and verifies some 150 classes anew at each start. Nothing else changes in
 * them. In Jackson's classes the constants that are big numbers are made where they are used ({@link LazyNumbers}). A jar that needs
 * neither stays as it is.
 */
public final class ModernClasses {
    /** Java 6's format brought stack maps, without which a class is verified the slow way and never archived. */
    private static final int OLDEST_ARCHIVED = 50;
    /** Java 8's format: the same instructions, with stack maps. */
    private static final int LIFTED = 52;

    /** The class that keeps such constants. */
    private static final String VALUES = "tools/jackson/databind/node/ValueNode.class";

    private ModernClasses() {}

    /** Takes the paths of jars. */
    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            lift(Path.of(jar));
        }
    }

    static void lift(Path jar) throws IOException {
        Path lifted = jar.resolveSibling(jar.getFileName() + ".lifted");
        boolean changed = false;
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(lifted))) {
            ZipEntry values = in.getEntry(VALUES);
            Optional<LazyNumbers> numbers = values == null ? Optional.empty() : Optional.of(new LazyNumbers(bytes(in, values)));
            for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                byte[] bytes = bytes(in, entry);
                byte[] better = better(entry, bytes, numbers);
                changed |= !Arrays.equals(bytes, better);
                write(out, entry, better);
            }
        }
        if (changed) {
            Files.move(lifted, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(lifted);
        }
    }

    private static byte[] better(ZipEntry entry, byte[] bytes, Optional<LazyNumbers> numbers) {
        if (isOldClass(entry, bytes)) {
            return lifted(bytes);
        }
        boolean node = entry.getName().endsWith(".class") && entry.getName().startsWith(VALUES.substring(0, VALUES.lastIndexOf('/')));
        return node && numbers.isPresent() ? numbers.get().made(bytes) : bytes;
    }

    private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void write(ZipOutputStream out, ZipEntry entry, byte[] bytes) throws IOException {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
    }

    private static boolean isOldClass(ZipEntry entry, byte[] bytes) {
        boolean type = entry.getName().endsWith(".class") && bytes.length > 8;
        return type && (((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff)) < OLDEST_ARCHIVED;
    }

    private static byte[] lifted(byte[] old) {
        ClassFile format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);
        ClassModel model = format.parse(old);
        ClassTransform version = ClassTransform.endHandler(builder -> builder.withVersion(LIFTED, 0));
        return format.transformClass(model, ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                .andThen(version));
    }
}
