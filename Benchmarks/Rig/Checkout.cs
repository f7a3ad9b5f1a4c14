namespace CityOps.Benchmarks.Rig;

/// <summary>The working copy that this program was built in.</summary>
static class Checkout
{
    public static string Root => Find();

    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>Where the build that this program is from put another one: Tests/bin/Debug/net10.0 → Ingestion/bin/Debug/net10.0.</summary>
    public static string FolderOf(string project)
    {
        var own = Path.GetRelativePath(Root, AppContext.BaseDirectory);
        return Path.Combine(Root, project, own[(own.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal) + 1)..]);
    }

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "CityOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw Servers.Missing("CityOps.sln is not above this program: it must run where it was built");
    }
}
