using CityOps.Ingestion.Live;

namespace CityOps.Dashboard.Api;

/// <summary>Tells all parts that a person changed registry or rules. Whoever does not hear it looks by himself every 2 s.</summary>
sealed class ConfigHint(LiveHints hints)
{
    public Task SayAsync(CancellationToken cancellationToken) => hints.ConfigChangedAsync(cancellationToken);
}
