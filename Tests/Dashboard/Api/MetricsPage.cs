using System.Globalization;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>A page for Prometheus, by the names of its lines.</summary>
sealed class MetricsPage
{
    readonly Dictionary<string, double> _values;

    MetricsPage(Dictionary<string, double> values) => _values = values;

    public long this[string name] => (long)_values[name];

    public static MetricsPage Read(string text) => new(
        text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)));

    public long Class(string name) => this[$"cityops_messages_total{{class=\"{name}\"}}"];

    /// <summary>One page is one moment of the ledger.</summary>
    public void Balances()
    {
        Assert.Equal(Class("received"), Class("decoded") + Class("rejected") + Class("shed"));
        Assert.Equal(Class("decoded"), Class("stored") + Class("duplicate") + Class("refused") + this["cityops_journal_pending_messages"]);
        Assert.Equal(Class("rejected"), _values.Where(value => value.Key.StartsWith("cityops_rejected_total{", StringComparison.Ordinal)).Sum(value => (long)value.Value));
    }
}
