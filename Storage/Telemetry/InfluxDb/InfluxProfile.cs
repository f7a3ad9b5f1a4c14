using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>What generations of InfluxDB differ in, as far as it concerns us. All else is the same for all of them.</summary>
abstract class InfluxProfile
{
    public abstract int Version { get; }

    /// <summary>Where lines with times in milliseconds go, behind the server's own address.</summary>
    public abstract string WriteAddress(string database);

    /// <summary>Makes our databases where they are missing, and keeps the retention of the raw one as configured.</summary>
    /// <exception cref="TelemetryStoreException">The server is away, refuses it, or is not of this generation.</exception>
    public abstract ValueTask EnsureAsync(InfluxDbClient client, ILogger logger, CancellationToken cancellationToken);

    /// <summary>
    /// Why a server of this generation refuses lines, in its own words. Null = some other one speaks, such as a proxy: that must
    /// not cost us readings.
    /// </summary>
    public abstract string? ReasonIn(JsonElement refusal);

    /// <summary>Which of the lines are to blame, counted from 0, where a refusal names them all; otherwise none.</summary>
    public virtual IReadOnlyList<int> GuiltyIn(JsonElement refusal) => [];

    /// <summary>The question was about more than the server reads at once; about a shorter time it would be answered.</summary>
    public virtual bool IsTooLong(string error) => false;

    public static InfluxProfile Of(int version, InfluxDbOptions options) => version switch
    {
        1 => new InfluxProfile1(options),
        2 => new InfluxProfile2(options),
        3 => new InfluxProfile3(options),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "There are three."),
    };
}
