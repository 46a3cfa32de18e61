package cn.openclaw.tool.file;

import cn.openclaw.base.Text;

/** What people are asked about files. */
final class FileText {
    static final Text READS_OUTSIDE =
            new Text("要读工作区之外（或存放密钥）的文件", "it reads files outside the workspace, or where keys are kept");
    static final Text WRITES_OUTSIDE =
            new Text("要写工作区之外（或存放密钥）的文件", "it writes files outside the workspace, or where keys are kept");
    static final Text WRITES_STEERING = new Text(
            "要写的文件会让 git 或 shell 运行程序（.git、启动脚本）", "it writes a file that makes git or a shell run programs (.git, start-up files)");

    private FileText() {}
}
