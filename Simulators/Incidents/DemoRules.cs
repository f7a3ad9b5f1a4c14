using System.Text;
using System.Text.Json;
using CityOps.Core.Alerts;

namespace CityOps.Simulators.Incidents;

/// <summary>The alert rules that go with the incidents: they catch every one of them, and nothing on an ordinary day.</summary>
public static class DemoRules
{
    /// <summary>What a rule of ours says as its source.</summary>
    public const string Source = "CityOps demo incidents";

    /// <summary>What rules of earlier releases say; the incidents of today do not go with them.</summary>
    public const string RetiredSource = "CityOps demo script";

    /// <summary>A JSON array of rules as <c>POST /rules</c> takes them, one by one.</summary>
    public static string Json { get; } = Read();

    /// <summary>The same as rules without ids.</summary>
    public static IReadOnlyList<AlertRule> All { get; } = Parse();

    static string Read()
    {
        using var stream = typeof(DemoRules).Assembly.GetManifestResourceStream("demo-rules.json")
            ?? throw new InvalidOperationException("BUG: demo-rules.json is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    static AlertRule[] Parse()
    {
        using var rules = JsonDocument.Parse(Json);
        return [.. rules.RootElement.EnumerateArray().Select(element =>
            RuleJson.TryRead(element.GetRawText(), out var rule, out var error) ? rule : throw new InvalidDataException($"BUG: a demo rule cannot be read: {error}"))];
    }
}
