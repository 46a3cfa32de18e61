package cn.openclaw.tool.file;

import cn.openclaw.base.Text;

/** What people are asked about files. */
final class FileText {
    static final Text READS_OUTSIDE =
            new Text("要读工作区之外（或存放密钥）的文件", "it reads files outside the workspace, or where keys are kept");
    static final Text WRITES_OUTSIDE =
            new Text("要写工作区之外（或存放密钥）的文件", "it writes files outside the workspace, or where keys are kept");
    static final Text WRITES_GIT =
            new Text("要写 .git 里的文件，其中的设置会让 git 运行程序", "it writes inside .git, where settings make git run programs");

    private FileText() {}
}
