using CityOps.Core.Alerts;
using CityOps.Ingestion.Alerts;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Benchmarks.Intake;

/// <summary>
/// The rules of the reference load: three limits on each of its four quantities, judged for every reading and crossed by none. The
/// starter rules are there and off, so that there are exactly these.
/// </summary>
static class ReferenceRules
{
    static readonly string[] Quantities = ["pm10", "pm25", "no2", "o3"];

    /// <summary>Makes the city database before the program that will own it starts.</summary>
    public static async Task SeedAsync(string cityDatabase)
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(cityDatabase);
        var factory = new PooledDbContextFactory<CityDatabase>(options.Options);
        await CityDatabaseSetup.MigrateAsync(factory, TimeProvider.System);
        var off = StarterRules.Load().Select(rule => rule with { Enabled = false });
        await new RuleBook(factory, TimeProvider.System).SeedAsync([.. off, .. Quantities.SelectMany(Limits)]);
    }

    static AlertRule[] Limits(string quantity) =>
    [
        Rule(quantity, "high", Condition.Above(150, 140), Severity.Minor, TimeSpan.FromMinutes(1)),
        Rule(quantity, "very-high", Condition.Above(240, 220), Severity.Major, TimeSpan.Zero),
        Rule(quantity, "low", Condition.Below(1, 2), Severity.Warning, TimeSpan.FromMinutes(5)),
    ];

    static AlertRule Rule(string quantity, string name, Condition condition, Severity severity, TimeSpan raiseAfter) => new()
    {
        Id = $"ref-{quantity}-{name}", Version = 1, Name = $"Reference {quantity} {name}", Domain = "air", Quantity = quantity, Condition = condition,
        Severity = severity, RaiseAfter = raiseAfter,
    };
}
