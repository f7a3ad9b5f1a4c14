namespace CityOps.Tests.Conventions;

/// <summary>The files of the working copy the tests were built from, as a person would commit them: nothing that a build makes.</summary>
static class Sources
{
    static readonly HashSet<string> Made = ["bin", "obj", "node_modules", "data", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static readonly IReadOnlyList<string> Products = ["Core", "Storage", "Ingestion", "Dashboard", "Simulators"];

    /// <summary>Skips the test by name where the tests run without their sources.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CityOps.sln")))
            {
                folder = folder.Parent;
            }

            if (folder is null)
            {
                Assert.Skip("CityOps.sln is not above the tests: no sources to look at");
            }

            return folder!.FullName;
        }
    }

    /// <summary>Paths from the root, with slashes.</summary>
    /// <param name="kinds">How names end, such as <c>.cs</c>; none = all files.</param>
    public static List<string> Files(params string[] kinds)
    {
        var root = Root;
        var found = Walk(new DirectoryInfo(root)).Select(file => Path.GetRelativePath(root, file.FullName).Replace('\\', '/'))
            .Where(path => kinds.Length == 0 || kinds.Any(kind => path.EndsWith(kind, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(found);
        return found;
    }

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> FoldersOf(string path) => path.Split('/')[..^1];

    static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(child => !IsMade(child)).SelectMany(Walk));

    static bool IsMade(DirectoryInfo folder) =>
        folder.Name[0] == '.' && folder.Name != ".ci" || folder.LinkTarget is not null || Made.Contains(folder.Name) || folder.FullName.Replace('\\', '/').EndsWith("/wwwroot/ui", StringComparison.Ordinal);
}
