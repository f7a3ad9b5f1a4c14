using CityOps.Core.Wire;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>What intake asks a broker for at each connect: all of ours, and what is known of each device.</summary>
static class IntakeSubscription
{
    const string All = Topics.Root + "#";
    const string Births = Topics.Root + "+/+/" + Topics.StatusLeaf;

    /// <exception cref="IOException">The broker does not allow it, in words.</exception>
    public static async Task MakeAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        await SubscribeAsync(client, All, MqttRetainHandling.SendAtSubscribeIfNewSubscriptionOnly, cancellationToken).ConfigureAwait(false);

        // Births again at each connect: what devices said while nobody listened is known to the broker only. Left again at once,
        // because a broker may hand on a message once for each subscription that fits.
        await SubscribeAsync(client, Births, MqttRetainHandling.SendAtSubscribe, cancellationToken).ConfigureAwait(false);
        await client.UnsubscribeAsync(Births, cancellationToken).ConfigureAwait(false);
    }

    static async Task SubscribeAsync(IMqttClient client, string filter, MqttRetainHandling retained, CancellationToken cancellationToken)
    {
        var options = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(new MqttTopicFilter
        {
            Topic = filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce, RetainHandling = retained,
        }).Build();
        var granted = (await client.SubscribeAsync(options, cancellationToken).ConfigureAwait(false)).Items.Single().ResultCode;
        if (granted != MqttClientSubscribeResultCode.GrantedQoS1)
        {
            throw new IOException($"the broker does not let us subscribe to {filter} with QoS 1: {granted}; look at its access list");
        }
    }
}
