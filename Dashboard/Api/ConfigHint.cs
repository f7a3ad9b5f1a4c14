using CityOps.Ingestion.Live;
using CityOps.Ingestion.Registration;

namespace CityOps.Dashboard.Api;

/// <summary>Tells all parts that a person changed registry or rules. Whoever does not hear it looks by himself every 2 s.</summary>
/// <param name="registry">Of intake and evaluator, where they are in this process: what comes after our answer is judged by what was put.</param>
sealed class ConfigHint(LiveHints hints, RegistryMirror? registry)
{
    public Task SayAsync(CancellationToken cancellationToken) => hints.ConfigChangedAsync(cancellationToken);

    public async Task SayRegistryAsync(CancellationToken cancellationToken)
    {
        if (registry is not null)
        {
            await registry.RefreshAsync(cancellationToken);
        }

        await SayAsync(cancellationToken);
    }
}
