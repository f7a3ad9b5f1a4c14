using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// Listens on TCP for the library's server, as the library's own listener does, which would take packets of any size: here each
/// connection is a <see cref="PacketChannel"/>.
/// </summary>
sealed class BrokerListener(ILogger logger) : IMqttServerAdapter
{
    // Out of file descriptors, for one: the next accept would say so at once again.
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _stopping = new();
    Socket? _socket;
    Task _accepting = Task.CompletedTask;

    public Func<IMqttChannelAdapter, Task> ClientHandler { get; set; } = null!;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger libraryLogger)
    {
        var endpoint = options.DefaultEndpointOptions;
        _socket = new Socket(endpoint.BoundInterNetworkAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(endpoint.BoundInterNetworkAddress, endpoint.Port));
        _socket.Listen();
        _accepting = AcceptAllAsync(_socket, options, libraryLogger);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _socket?.Dispose();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _socket?.Dispose();
        _stopping.Dispose();
    }

    async Task AcceptAllAsync(Socket socket, MqttServerOptions options, IMqttNetLogger libraryLogger)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(_stopping.Token).ConfigureAwait(false);

                // Not here: the next one waits.
                _ = Task.Run(() => ServeAsync(client, options, libraryLogger));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                logger.LogWarning("A connection could not be accepted: {Reason}", e.Message);
                await Task.Delay(PauseAfterFailure, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task ServeAsync(Socket client, MqttServerOptions options, IMqttNetLogger libraryLogger)
    {
        try
        {
            client.NoDelay = true;
            using var channel = new PacketChannel(new MqttTcpChannel(new NetworkStream(client, ownsSocket: true), client.LocalEndPoint, client.RemoteEndPoint, null));
            var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            using var adapter = new MqttChannelAdapter(channel, formatter, libraryLogger);
            await ClientHandler(adapter).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Its end, whatever it was: the server has tidied up, and nobody else is concerned.
            logger.LogDebug(e, "A connection ended");
        }
        finally
        {
            client.Dispose();
        }
    }
}
