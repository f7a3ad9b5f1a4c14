using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;

namespace CityOps.Tests.Simulators.Incidents;

/// <summary>A rule of the demo as its file says it.</summary>
sealed record DemoRule(JsonElement Json)
{
    public static IReadOnlyList<DemoRule> All { get; } =
        [.. JsonDocument.Parse(DemoRules.Json).RootElement.EnumerateArray().Select(json => new DemoRule(json))];

    public string Name => Text("name");
    public string Quantity => Text("quantity");
    public string Domain => Text("domain");
    public TimeSpan RaiseAfter => Duration("raiseAfter");
    public TimeSpan ClearAfter => Duration("clearAfter");
    public Severity Severity => Enum.Parse<Severity>(Text("severity"), ignoreCase: true);

    public Condition Condition => RuleJson.TryRead(Json.GetRawText(), out var rule, out var error) ? rule.Condition : throw new InvalidOperationException(error);

    public bool Watches(SimulatedDevice device) => device.Domain == Domain && device.IndexOf(Quantity) >= 0;

    public override string ToString() => Name;

    string Text(string name) => Json.GetProperty(name).GetString()!;

    TimeSpan Duration(string name) => TimeSpan.ParseExact(Text(name), @"hh\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture);
}
