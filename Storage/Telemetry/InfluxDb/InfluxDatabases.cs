using Microsoft.Extensions.Logging;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Sees to it that our databases are there, in the way of the server's generation. One caller.</summary>
sealed class InfluxDatabases(InfluxDbClient client, ILogger logger)
{
    bool ensured;
    string toldOf = "";

    public ValueTask EnsureOnceAsync(CancellationToken cancellationToken) => ensured ? ValueTask.CompletedTask : EnsureAsync(cancellationToken);

    /// <exception cref="TelemetryStoreException">The server is away, or what we speak to is none.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        var profile = await client.RecogniseAsync(cancellationToken);
        if (client.Contradiction is { Length: > 0 } contradiction && contradiction != toldOf)
        {
            toldOf = contradiction;
            logger.LogWarning("The server that we take for {Kind} may be another.{Contradiction}", client.Kind, contradiction);
        }

        try
        {
            await profile.EnsureAsync(client, logger, cancellationToken);
        }
        catch (TelemetryStoreException e) when (e.IsForbidden)
        {
            // Whoever gives us a login without these rights has made the databases; a write tells whether they are there.
            logger.LogWarning("The databases in InfluxDB are taken as they are: {Error}", e.Message);
        }

        ensured = true;
    }
}
