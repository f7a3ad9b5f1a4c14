using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;

namespace CityOps.Ingestion.Mqtt;

/// <summary>What went wrong with a broker, in words that name what to do about it.</summary>
static class BrokerWords
{
    /// <summary>Of whatever ended an attempt or a connection.</summary>
    public static string Of(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException socket:
                    return Of(socket);
                case AuthenticationException:
                    return $"TLS: {e.Message}";
                case OperationCanceledException:
                    return "it did not answer in time";
            }
        }

        return error.Message;
    }

    public static string Of(MqttClientConnectResultCode code) => code switch
    {
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
            $"the broker refused us: {code}; look at Broker:Username and Broker:Password",
        _ => $"the broker refused us: {code}",
    };

    public static string Of(MqttClientDisconnectedEventArgs gone) =>
        gone.Exception is { } error ? $"the connection was lost: {Of(error)}"
        : gone.Reason == MqttClientDisconnectReason.ServerShuttingDown ? "the broker was stopped"
        : $"the connection was lost: {gone.ReasonString ?? (gone.Reason == MqttClientDisconnectReason.NormalDisconnection ? "the broker closed it" : gone.Reason.ToString())}";

    static string Of(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no such host; look at Broker:Host",
        SocketError.ConnectionRefused => "nothing listens there; look at Broker:Host and Broker:Port, and whether the broker runs",
        _ => e.Message,
    };
}
