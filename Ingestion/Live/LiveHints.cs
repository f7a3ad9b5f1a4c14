using System.Globalization;
using System.Text;
using CityOps.Core.Live;
using CityOps.Ingestion.Mqtt;

namespace CityOps.Ingestion.Live;

/// <summary>
/// Tells every role that the city database has moved. Whichever process writes to it sends these; a hint that is lost costs the
/// others two seconds. Never throws for a broker that is away. Safe for concurrent use.
/// </summary>
public sealed class LiveHints(MqttLink link)
{
    /// <param name="change">The highest change number of the alert log.</param>
    public Task AlertsChangedAsync(long change, CancellationToken cancellationToken = default) => link.PublishAsync(
        LiveTopics.AlertsChanged, Encoding.ASCII.GetBytes(change.ToString(CultureInfo.InvariantCulture)), cancellationToken: cancellationToken);

    /// <summary>Registry, rules or settings have moved.</summary>
    public Task ConfigChangedAsync(CancellationToken cancellationToken = default) =>
        link.PublishAsync(LiveTopics.Config, ReadOnlyMemory<byte>.Empty, cancellationToken: cancellationToken);
}
