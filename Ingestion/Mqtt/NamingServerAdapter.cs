using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Gives a name to clients that come without one. MQTT 3.1.1 allows that (3.1.3.1) and <c>mosquitto_pub</c> does
/// so; the library's server would refuse them. Also lets the connections of a client begin and end one at a time.
/// </summary>
/// <param name="listener">Owned.</param>
sealed class NamingServerAdapter(BrokerListener listener) : IMqttServerAdapter
{
    readonly ConnectionTurns _turns = new();

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = null!;

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        listener.ClientHandler = HandleAsync;
        return listener.StartAsync(options, logger);
    }

    // Both loops of the connection are started inside, and so in its flow.
    async Task HandleAsync(IMqttChannelAdapter channel)
    {
        BrokerConnection.Begin();
        var naming = new NamingChannel(channel, _turns);
        try
        {
            await ClientHandler(naming).ConfigureAwait(false);
        }
        finally
        {
            naming.EndTurn();
        }
    }

    public Task StopAsync() => listener.StopAsync();

    public void Dispose() => listener.Dispose();

    sealed class NamingChannel(IMqttChannelAdapter inner, ConnectionTurns turns) : IMqttChannelAdapter
    {
        string? _clientId;
        SemaphoreSlim? _turn;

        public long BytesReceived => inner.BytesReceived;

        public long BytesSent => inner.BytesSent;

        public X509Certificate2 ClientCertificate => inner.ClientCertificate;

        public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

        public EndPoint LocalEndPoint => inner.LocalEndPoint;

        public bool IsSecureConnection => inner.IsSecureConnection;

        public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

        public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

        public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

        /// <summary>One caller: who first waits for the CONNECT, and then the connection's loop.</summary>
        public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
        {
            // The loop asks: the server knows the new connection.
            EndTurn();
            MqttPacket? packet = null;
            try
            {
                packet = await inner.ReceivePacketAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (_clientId is not null && packet is null or MqttDisconnectPacket)
                {
                    // What is still to come is the server's tidying up.
                    _turn = await turns.TakeAsync(_clientId!, CancellationToken.None).ConfigureAwait(false);
                }
            }

            if (_clientId is null && packet is MqttConnectPacket connect)
            {
                _clientId = Name(connect);
                _turn = await turns.TakeAsync(_clientId, cancellationToken).ConfigureAwait(false);
            }

            return packet;
        }

        public void EndTurn()
        {
            _turn?.Release();
            _turn = null;
        }

        string Name(MqttConnectPacket connect)
        {
            if (connect.CleanSession && string.IsNullOrEmpty(connect.ClientId) && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            {
                connect.ClientId = $"auto-{Guid.NewGuid():N}";
            }

            return connect.ClientId ?? "";
        }

        public void ResetStatistics() => inner.ResetStatistics();

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
