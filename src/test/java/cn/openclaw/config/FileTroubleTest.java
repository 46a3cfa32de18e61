package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
    private static String why(IOException e, Language language) {
        return new Text("{0}", "{0}").in(language, FileTrouble.why(e));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldWithTheFileThatDoesNotFit() {
        Path full = Path.of("/dev/full"); // A device that has no room, ever.
        FileSystemException told = catchThrowableOfType(FileSystemException.class, () -> StateFile.append(full, new byte[1]));
        assertThat(told.getFile()).isEqualTo("/dev/full");
        assertThat(why(told, Language.ZH)).isEqualTo("磁盘已满");
        assertThat(why(told, Language.EN)).isEqualTo("the disk is full");
    }

    @Test
    void theFileIsNamedAndNotTheTemporaryOneBesideIt(@TempDir Path folder) throws IOException {
        Path target = Files.createDirectories(folder.resolve("state.json").resolve("inside")).getParent();
        assertThatThrownBy(() -> StateFile.write(target, new byte[1]))
                .isInstanceOfSatisfying(FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(target.toString()));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void reasonsAreWordsAndNotJavasTypes(@TempDir Path folder) {
        assertThat(why(new AccessDeniedException("x"), Language.ZH)).isEqualTo("没有权限");
        assertThat(why(new FileAlreadyExistsException("x"), Language.EN)).isEqualTo("a file is in its place");
        assertThat(why(new FileSystemException("x", null, "Read-only file system"), Language.ZH)).isEqualTo("文件系统是只读的");
        assertThat(why(new FileSystemException("x", null, "Something else"), Language.ZH)).isEqualTo("Something else");
        FileNotFoundException missing = catchThrowableOfType(
                FileNotFoundException.class, () -> new FileOutputStream(folder.resolve("no/where").toFile()).close());
        assertThat(FileTrouble.inEnglish(missing)).isEqualTo("no such file or directory");
    }
}
