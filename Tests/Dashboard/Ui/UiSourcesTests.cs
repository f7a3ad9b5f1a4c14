using System.Text.RegularExpressions;

namespace CityOps.Tests.Dashboard.Ui;

public sealed partial class UiSourcesTests
{
    [Fact]
    public void LockFile_NamesNoDownloadAddress()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Dashboard", "ui", "package-lock.json"));
        Assert.Contains("\"integrity\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_HasNoScriptOfItsOwn()
    {
        // The policy refuses inline scripts and handlers, and an import map is one.
        var pages = new[] { "Components", "Demo" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "Dashboard", folder), "*.razor", SearchOption.AllDirectories)).Select(File.ReadAllText).ToList();
        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => page.Contains("<ImportMap", StringComparison.Ordinal) || InlineScript().IsMatch(page));
    }

    [GeneratedRegex("""<script(?![^>]*\ssrc=)|\son\w+="[^@]*\(""")]
    private static partial Regex InlineScript();
}
