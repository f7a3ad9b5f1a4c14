using System.Diagnostics;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class PageScriptTests
{
    /// <summary>What of the page's scripts needs no page has tests in its own language, beside it.</summary>
    [Fact]
    public async Task TestsOfTheScripts_Pass()
    {
        using var node = Process.Start(new ProcessStartInfo("node", "test.mjs")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "Dashboard", "ui"), RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await said + await complained);
        Assert.DoesNotContain("# tests 0", await said, StringComparison.Ordinal);
    }
}
