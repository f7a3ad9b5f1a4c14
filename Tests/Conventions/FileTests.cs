using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CityOps.Tests.Conventions;

public sealed partial class FileTests
{
    const int MostLines = 300;
    const int LongestLine = 1_000;

    static readonly string[] Drawers = ["Common", "Utils", "Helpers", "Types"];

    [Fact]
    public void SourceFile_IsShortEnoughToRead()
    {
        var tooLong = Sources.Files(".cs", ".razor", ".ts", ".mjs", ".sh").Where(path => !Sources.FoldersOf(path).Contains("Migrations"))
            .Select(path => (path, Lines: Sources.Text(path).Count(sign => sign == '\n'))).Where(file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Folder_IsNamedAfterWhatIsInIt()
    {
        Assert.DoesNotContain(Sources.Files(), path => Sources.FoldersOf(path).Intersect(Drawers, StringComparer.OrdinalIgnoreCase).Any());
    }

    [Fact]
    public void Repository_HasNothingCompiledOrMinified()
    {
        string[] kinds = [".dll", ".exe", ".so", ".zip", ".gz", ".nupkg", ".woff", ".woff2", ".ttf", ".wasm", ".map"];
        Assert.DoesNotContain(Sources.Files(), path => path.Contains(".min.", StringComparison.Ordinal) || kinds.Any(kind => path.EndsWith(kind, StringComparison.Ordinal)));
        Assert.All(
            Sources.Files(".cs", ".razor", ".ts", ".mjs", ".js", ".css", ".svg"),
            path => Assert.DoesNotContain(Sources.Text(path).Split('\n'), line => line.Length > LongestLine));
    }

    [Fact]
    public void PackageVersions_AreInOneFile()
    {
        Assert.All(Sources.Files(".csproj", "Directory.Build.props"), path =>
        {
            var packages = XDocument.Parse(Sources.Text(path)).Descendants("PackageReference");
            Assert.DoesNotContain(packages, package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null);
        });
        var pinned = XDocument.Parse(Sources.Text("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(pinned);
        Assert.All(pinned, package => Assert.Matches(@"^\d+(\.\d+){1,3}$", (string)package.Attribute("Version")!));
    }

    [Fact]
    public void Clock_IsAskedForAndNotRead()
    {
        var banned = Sources.Text("BannedSymbols.txt").Split('\n').Select(line => line.Split(';')[0]).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
                "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
            },
            banned);
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", Sources.Text(".editorconfig"), StringComparison.Ordinal);
        Assert.DoesNotContain(Sources.Files(".cs", ".csproj", ".props", ".razor"), path => Silencing().IsMatch(Sources.Text(path)));
    }

    [Fact]
    public void Settings_CanBeRead()
    {
        var files = Sources.Files().Where(path => Path.GetFileName(path).StartsWith("appsettings", StringComparison.Ordinal)).ToList();
        Assert.Contains("Dashboard/appsettings.json", files);
        Assert.All(files, path =>
        {
            using var settings = JsonDocument.Parse(Sources.Text(path));
            Assert.Equal(JsonValueKind.Object, settings.RootElement.ValueKind);
        });
    }

    [Fact]
    public void Text_IsUtf8WithUnixLineEnds()
    {
        Assert.All(Sources.Files(".cs", ".razor", ".ts", ".css", ".json", ".csproj", ".props", ".md", ".resx"), path =>
        {
            var text = Sources.Text(path);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\uFFFD', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Comment_PromisesNothing()
    {
        Assert.All(Sources.Files(".cs", ".razor", ".ts", ".css"), path => Assert.DoesNotMatch(Promise(), Sources.Text(path)));
    }

    [GeneratedRegex("(pragma warning disable|NoWarn).*RS00" + "30")]
    private static partial Regex Silencing();

    [GeneratedRegex(@"\b(TO" + "DO|FIX" + @"ME|HA" + @"CK|X" + @"XX)\b|NotImplemented" + "Exception")]
    private static partial Regex Promise();
}
