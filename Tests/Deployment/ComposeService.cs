using System.Globalization;
using System.Text.RegularExpressions;

namespace CityOps.Tests.Deployment;

/// <summary>One service of the compose file, by what the tests ask of it.</summary>
sealed partial class ComposeService(string name, Dictionary<object, object> node)
{
    public string Name => name;

    public string Image => Text("image") ?? "";

    /// <summary>Null where the image is somebody else's.</summary>
    public string? BuildTarget => Map("build") is { } build ? (string)build["target"] : null;

    public string Dockerfile => (string)Map("build")!["dockerfile"];

    public string? User => Text("user");

    public IReadOnlyList<string> Entrypoint => List("entrypoint");

    public IReadOnlyList<string> Command => List("command");

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Networks => List("networks");

    public IReadOnlyList<string> Profiles => List("profiles");

    public IReadOnlyDictionary<string, string> Environment =>
        Map("environment")?.ToDictionary(pair => (string)pair.Key, pair => Variable().Replace((string)pair.Value, "$1")) ?? [];

    public IReadOnlyList<ComposeMount> Volumes => [.. List("volumes").Select(text => text.Split(':')).Select(parts =>
        new ComposeMount(parts[0], parts[1], parts.Length > 2 && parts[2] == "ro"))];

    /// <summary>Secrets, and the paths of their files in the container.</summary>
    public IReadOnlyDictionary<string, string> Secrets => List("secrets").ToDictionary(secret => secret, secret => $"/run/secrets/{secret}");

    /// <summary>Services it waits for at the start, and for what.</summary>
    public IReadOnlyDictionary<string, string> DependsOn => Map("depends_on")?.ToDictionary(
        pair => (string)pair.Key, pair => (string)((Dictionary<object, object>)pair.Value)["condition"]) ?? [];

    public IReadOnlyList<string> HealthTest => Map("healthcheck") is { } health && health.TryGetValue("test", out var test)
        ? [.. ((List<object>)test).Cast<string>()] : [];

    public TimeSpan Grace => Text("stop_grace_period") is { } text && text[^1] == 's'
        ? TimeSpan.FromSeconds(int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture)) : TimeSpan.FromSeconds(10);

    public string? Text(string key) => Value(key) as string;

    public IReadOnlyList<string> List(string key) => Value(key) is List<object> list ? [.. list.Select(entry => entry as string ?? "")] : [];

    public Dictionary<object, object>? Map(string key) => Value(key) as Dictionary<object, object>;

    public bool Has(string key) => node.ContainsKey(key);

    public override string ToString() => name;

    object? Value(string key) => node.GetValueOrDefault(key);

    /// <summary>A variable that is not set, and what stands in for it.</summary>
    [GeneratedRegex(@"\$\{\w+:-(.*?)\}")]
    private static partial Regex Variable();
}

/// <param name="Source">A volume's name, or a path that begins with a dot.</param>
sealed record ComposeMount(string Source, string Target, bool ReadOnly)
{
    public bool IsPath => Source.StartsWith('.');
}
