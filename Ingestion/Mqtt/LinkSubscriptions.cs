using System.Buffers;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace CityOps.Ingestion.Mqtt;

/// <summary>Who wants to hear of what, whichever connection it comes on. Safe for concurrent use.</summary>
sealed class LinkSubscriptions(ILogger log)
{
    readonly Lock _gate = new();
    volatile Subscription[] _all = [];

    /// <summary>Each once.</summary>
    public IEnumerable<string> Filters => _all.Select(subscription => subscription.Filter).Distinct();

    public void Add(string filter, Action<ReadOnlyMemory<byte>> handler)
    {
        lock (_gate)
        {
            _all = [.. _all, new Subscription(filter, handler)];
        }
    }

    /// <summary>Hands a message to all who want it; one call at a time.</summary>
    public Task DispatchAsync(MqttApplicationMessageReceivedEventArgs e)
    {
        var payload = e.ApplicationMessage.Payload;
        var bytes = payload.IsSingleSegment ? payload.First : payload.ToArray();
        var topic = e.ApplicationMessage.Topic;
        foreach (var (filter, handler) in _all)
        {
            if (MqttTopicFilterComparer.Compare(topic, filter) != MqttTopicFilterCompareResult.IsMatch)
            {
                continue;
            }

            try
            {
                handler(bytes);
            }
            catch (Exception error)
            {
                // The library would swallow it without a word.
                log.LogError(error, "BUG: the handler of {Topic} failed", topic);
            }
        }

        return Task.CompletedTask;
    }

    sealed record Subscription(string Filter, Action<ReadOnlyMemory<byte>> Handler);
}
