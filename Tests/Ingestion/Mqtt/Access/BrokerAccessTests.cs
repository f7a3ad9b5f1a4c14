using System.Diagnostics;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Mqtt.Access;

public sealed class BrokerAccessTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    AccessRun Run(params string[] more) => AccessRun.In(_folder.Path, more);

    string Text(string name) => File.ReadAllText(_folder.File(name));

    [Fact]
    public void NewFolder_GetsBothFilesAndOurOwnPasswordOnce()
    {
        var first = Run();
        var password = Assert.Single(first.Passwords);

        Assert.Equal((0, "cityops"), (first.Code, password.Key));
        Assert.Matches("^[A-Za-z0-9_-]{24}$", password.Value);
        Assert.Contains($"Broker:Mode=External Broker:Username=cityops Broker:Password={password.Value}", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(password.Value, Text("passwd"), StringComparison.Ordinal);
        Assert.Empty(Run().Passwords);
    }

    [Fact]
    public void Files_AreNotForEverybody()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes of Unix");
            return;
        }

        Run("--device", "aq-1");
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("passwd")) & Others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("acl")) & Others);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void AddedLater_ChangesNobodyElse()
    {
        Run("--device", "aq-1");
        var (passwords, list) = (Text("passwd"), Text("acl"));

        var later = Run("--device", "aq-1", "--device", "aq-2", "--gateway", "gw-03");

        Assert.Equal(["aq-2", "gw-03"], later.Passwords.Keys.Order());
        Assert.StartsWith(passwords, Text("passwd"), StringComparison.Ordinal);
        Assert.StartsWith(list, Text("acl"), StringComparison.Ordinal);
        Assert.Contains("user gw-03\n", Text("acl"), StringComparison.Ordinal);
        Assert.Contains("aq-1 has a password already", later.Output, StringComparison.Ordinal);

        var again = (Text("passwd"), Text("acl"));
        Run("--gateway", "gw-03");
        Assert.Equal(again, (Text("passwd"), Text("acl")));
    }

    [Fact]
    public void SimulatedCity_IsAGatewayThatMayCommandTheCity()
    {
        Run("--gateway", "gw-sims", "--gateway", "gw-03");
        Assert.Empty(Run("--simulated-city", "gw-sims").Passwords);
        Assert.EndsWith(
            "user gw-sims\ntopic write cityops/v1/traffic/simulated-city/commands\ntopic write cityops/v1/traffic/simulated-city-answers/commands\n",
            Text("acl"), StringComparison.Ordinal);

        var list = Text("acl");
        Run("--simulated-city", "gw-sims");
        Assert.Equal(list, Text("acl"));
        Assert.Equal(["gw-new"], Run("--simulated-city", "gw-new").Passwords.Keys);
        Assert.Equal(2, Text("acl").Split('\n').Count(line => line == "user gw-new"));
    }

    [Fact]
    public void Renew_ChangesThoseNamedAndWithoutNamesOurOwn()
    {
        Run("--device", "aq-1", "--device", "aq-2");
        var before = Lines();

        Assert.Equal(["aq-1"], Run("--device", "aq-1", "--renew").Passwords.Keys);
        Assert.Equal((true, false, true), Same(before));
        Assert.Equal(["cityops"], Run("--renew").Passwords.Keys);
        Assert.Equal((false, false, true), Same(before));
    }

    [Theory]
    [InlineData("--device", "a/b")]
    [InlineData("--device", "#")]
    [InlineData("--device", "cityops")]
    [InlineData("--gateway", "")]
    [InlineData("--gateway")]
    [InlineData("--gatewya", "gw")]
    public void WrongArgument_IsSaidAndChangesNothing(params string[] arguments)
    {
        var run = Run(["--device", "aq-1", .. arguments]);

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("Usage: broker-access", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void ListOfSomebodyElse_IsLeftAlone()
    {
        File.WriteAllText(_folder.File("acl"), "user me\ntopic #\n");

        var run = Run();

        Assert.Equal((1, "user me\ntopic #\n"), (run.Code, Text("acl")));
        Assert.Contains("was not made by broker-access", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("passwd")));
    }

    [Fact]
    public async Task PasswordFile_HasTheShapeThatMosquittosOwnToolWritesAndReads()
    {
        Run("--device", "aq-1");
        var ours = Text("passwd");

        using var tool = Process.Start(Servers.MosquittoPasswd, ["-b", _folder.File("passwd"), "theirs", "secret"]);
        await tool.WaitForExitAsync();

        Assert.Equal(0, tool.ExitCode);
        Assert.StartsWith(ours, Text("passwd"), StringComparison.Ordinal);
        Assert.All(Lines(), line => Assert.Matches("^[a-z0-9-]+:\\$7\\$101\\$[A-Za-z0-9+/]{16}\\$[A-Za-z0-9+/]{86}==$", line));
    }

    string[] Lines() => Text("passwd").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    (bool Own, bool First, bool Second) Same(string[] before) => (before[0] == Lines()[0], before[1] == Lines()[1], before[2] == Lines()[2]);
}
