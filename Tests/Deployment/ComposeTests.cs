using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CityOps.Tests.Conventions;

namespace CityOps.Tests.Deployment;

/// <summary>What containers may do, and that every name in the compose file means something.</summary>
public sealed partial class ComposeTests
{
    static readonly ComposeFile City = ComposeFile.City;

    public static TheoryData<string> Services => [.. City.Services.Keys];

    [Fact]
    public void City_HasItsFiveParts() =>
        Assert.Equal(["dashboard", "influxdb", "ingestion", "mosquitto", "simulators"], City.Services.Keys.Order());

    [Theory]
    [MemberData(nameof(Services))]
    public void Image_IsOfOneVersion(string name)
    {
        var image = City.Services[name].Image;
        Assert.Matches(@"^[a-z/-]+:\d+\.\d+\.\d+$", image);
        var ours = XDocument.Parse(Sources.Text("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(City.Services[name].BuildTarget is null ? image : $"cityops/{name}:{ours}", image);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Container_MayDoNoMoreThanItMust(string name)
    {
        var service = City.Services[name];
        Assert.DoesNotMatch("^(0|root)?(:.*)?$", service.User ?? "");
        Assert.Equal("true", service.Text("read_only"));
        Assert.Equal(["/tmp"], service.List("tmpfs"));
        Assert.Equal(["ALL"], service.List("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], service.List("security_opt"));
        Assert.DoesNotContain(["cap_add", "privileged", "network_mode", "pid", "ipc", "devices", "env_file"], service.Has);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Container_StaysWithinBounds(string name)
    {
        var service = City.Services[name];
        Assert.Equal("unless-stopped", service.Text("restart"));
        Assert.Matches("^[0-9]+[mg]$", service.Text("mem_limit"));
        var logs = (Dictionary<object, object>)service.Map("logging")!["options"];
        Assert.Equal(["max-file", "max-size"], logs.Keys.Cast<string>().Order());
    }

    [Fact]
    public void OnlyBrokerAndPages_ArePublished()
    {
        var published = City.Services.Values.SelectMany(service => service.Ports.Select(port => (service.Name, port))).Order();
        var broker = Setting("listener");
        var pages = new Uri(City.Services["dashboard"].Environment["Urls"].Replace('*', 'x')).Port.ToString(CultureInfo.InvariantCulture);
        Assert.Equal([("dashboard", $"127.0.0.1:{pages}:{pages}"), ("mosquitto", $"{broker}:{broker}")], published);
    }

    [Fact]
    public void Store_IsReachedOnlyFromInside()
    {
        Assert.True(City.IsInternal("store"));
        Assert.Equal(["store"], City.Services["influxdb"].Networks);
        Assert.Equal(["dashboard", "influxdb", "ingestion"], City.Services.Values.Where(one => one.Networks.Contains("store")).Select(one => one.Name).Order());
    }

    [Fact]
    public void VolumesNetworksAndSecrets_AreDeclaredAndUsed()
    {
        var services = City.Services.Values.ToList();
        Same(City.Volumes, services.SelectMany(one => one.Volumes).Where(mount => !mount.IsPath).Select(mount => mount.Source));
        Same(City.Networks, services.SelectMany(one => one.Networks));
        Same(City.Secrets.Keys, services.SelectMany(one => one.Secrets.Keys));

        static void Same(IEnumerable<string> declared, IEnumerable<string> used) => Assert.Equal(declared.Order(), used.Distinct().Order());
    }

    [Fact]
    public void FilesFromTheHost_ExistOrAreMadeByTheDocumentedCommands()
    {
        var commands = string.Concat(CommandBlock().Matches(Sources.Text("docs/production.md")).Select(match => match.Groups[1].Value));
        var files = City.Secrets.Values.Concat(City.Services.Values.SelectMany(one => one.Volumes).Where(mount => mount.IsPath).Select(mount => mount.Source));
        Assert.All(files.Distinct(), file =>
        {
            var path = file["./".Length..];
            Assert.True(File.Exists(Path.Combine(Sources.Root, path)) || Regex.IsMatch(commands, $@"{Regex.Escape(path)}\b"), $"nobody makes {file}");
        });
        Assert.All(City.Secrets.Values, file => Assert.StartsWith("./secrets/", file, StringComparison.Ordinal));
        Assert.Contains("/secrets/", Sources.Text(".gitignore").Split('\n'));
        Assert.Contains("secrets/", Sources.Text(".dockerignore").Split('\n'));
    }

    [Fact]
    public void Broker_FindsItsFilesWhereTheyAreMounted()
    {
        var broker = City.Services["mosquitto"];
        var mounts = broker.Volumes.ToDictionary(mount => mount.Target);
        Assert.Equal(new ComposeMount("./mosquitto.conf", broker.Command[^1], true), mounts[broker.Command[^1]]);
        Assert.Equal("./secrets/broker", mounts[Path.GetDirectoryName(Setting("password_file"))!].Source);
        Assert.Equal("./secrets/broker", mounts[Path.GetDirectoryName(Setting("acl_file"))!].Source);
        Assert.False(mounts[Setting("persistence_location").TrimEnd('/')].ReadOnly);
        Assert.Equal(("passwd", "acl"), (Path.GetFileName(Setting("password_file")), Path.GetFileName(Setting("acl_file"))));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Dependency_IsOnSomebodyWhoIsThereAndCanBeWell(string name)
    {
        var service = City.Services[name];
        Assert.All(service.DependsOn, on =>
        {
            var other = City.Services[on.Key];
            Assert.Equal("service_healthy", on.Value);
            Assert.NotEmpty(other.HealthTest);
            Assert.Empty(other.Profiles);
            Assert.DoesNotContain(name, Below(other));
        });
    }

    [Fact]
    public void OnlySimulators_AreLeftOutByDefault() =>
        Assert.Equal("simulators", Assert.Single(City.Services.Values, service => service.Profiles.Count > 0).Name);

    [Theory]
    [InlineData("ingestion")]
    [InlineData("dashboard")]
    [InlineData("simulators")]
    public void GracePeriod_IsLongerThanTheWayDown(string name)
    {
        var folders = name == "simulators" ? ["Simulators/"] : (string[])["Dashboard/", "Ingestion/", "Storage/"];
        var limits = Sources.Files(".cs").Where(path => folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(path => StopLimit().Matches(Sources.Text(path))).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(limits);
        Assert.True(City.Services[name].Grace > TimeSpan.FromSeconds(limits.Sum()), $"{name} may need {limits.Sum()} s");
    }

    static IEnumerable<string> Below(ComposeService service) =>
        service.DependsOn.Keys.SelectMany(name => Below(City.Services[name]).Append(name));

    static string Setting(string name) => Sources.Text("mosquitto.conf").Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];

    [GeneratedRegex(@"```\w*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CommandBlock();

    [GeneratedRegex(@"\b(?:StopWithin|ProcessTerminationTimeout)\b[^\n]*= TimeSpan\.FromSeconds\((\d+)\)")]
    private static partial Regex StopLimit();
}
