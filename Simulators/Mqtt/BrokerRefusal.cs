using MQTTnet;
using MQTTnet.Exceptions;

namespace CityOps.Simulators.Mqtt;

/// <summary>The broker said no, as opposed to nothing. The message is the rest of a sentence that begins with the broker.</summary>
sealed class BrokerRefusal(string message, Exception? inner = null) : MqttCommunicationException(message, inner)
{
    /// <summary>Null where the same question may be answered otherwise later: a broker that is busy or moving.</summary>
    public static BrokerRefusal? Of(MqttClientConnectResultCode code) => code switch
    {
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
            new($"refuses us ({code}). Are user name and password right?"),
        MqttClientConnectResultCode.Banned or MqttClientConnectResultCode.ClientIdentifierNotValid
            or MqttClientConnectResultCode.UnsupportedProtocolVersion => new($"refuses us ({code})."),
        _ => null,
    };

    public static BrokerRefusal ToPublish(string topic, MqttClientPublishReasonCode code) =>
        new($"does not let us publish {topic} ({code}). May this user publish for all devices?");

    public static BrokerRefusal OfCertificate(Exception why) =>
        new($"cannot be trusted ({why.Message.TrimEnd('.')}). Does its certificate name this host, and is its authority known here?", why);
}
