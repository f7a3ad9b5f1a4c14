using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard.Access;

/// <summary>Says at the start of a city that nobody administers yet how somebody can.</summary>
sealed class SetupNotice(SetupLink link, CitySettings settings, ILogger<SetupNotice> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await link.IsOpenAsync(cancellationToken))
        {
            logger.LogWarning(
                "Nobody administers this city yet. Open this link once to make the first administrator: {Link}",
                settings.Web.LinkTo(link.PathAndQuery));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
