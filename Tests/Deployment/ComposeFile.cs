using CityOps.Tests.Conventions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CityOps.Tests.Deployment;

/// <summary>docker-compose.yml as YAML has it, anchors and merges resolved.</summary>
sealed class ComposeFile
{
    readonly Dictionary<object, object> root;

    ComposeFile(string text)
    {
        using var reader = new StringReader(text);
        root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(reader)));
        Services = Names("services").ToDictionary(name => name, name => new ComposeService(name, (Dictionary<object, object>)Section("services")[name]));
    }

    public static ComposeFile City { get; } = new(Sources.Text("docker-compose.yml"));

    public IReadOnlyDictionary<string, ComposeService> Services { get; }

    /// <summary>Those that run our programs with the city's settings.</summary>
    public IEnumerable<ComposeService> Ours => Services.Values.Where(service => service.BuildTarget is not null);

    public IEnumerable<string> Volumes => Names("volumes");

    public IEnumerable<string> Networks => Names("networks");

    /// <summary>Name and file.</summary>
    public IReadOnlyDictionary<string, string> Secrets =>
        Names("secrets").ToDictionary(name => name, name => (string)((Dictionary<object, object>)Section("secrets")[name])["file"]);

    public bool IsInternal(string network) =>
        Section("networks")[network] is Dictionary<object, object> one && one.TryGetValue("internal", out var value) && (string)value == "true";

    IEnumerable<string> Names(string section) => Section(section).Keys.Cast<string>();

    Dictionary<object, object> Section(string name) => (Dictionary<object, object>)root[name];
}
