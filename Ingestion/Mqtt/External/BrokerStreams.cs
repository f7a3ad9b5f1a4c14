using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// Opens the network for one connection. TLS lies below our stream, not above it as the library would put it: the window counts
/// packets, so it must see them in the clear.
/// </summary>
/// <param name="taker">Gets each PUBLISH that comes in; null = the library does.</param>
/// <param name="mayRead">Waits until more may come in.</param>
sealed class BrokerStreams(ExternalOptions options, PublishTaker? taker = null, Func<CancellationToken, ValueTask>? mayRead = null)
    : IMqttClientStreamProvider
{
    /// <summary>The stream of the connection, once there is one.</summary>
    public CorkedStream? Opened { get; private set; }

    public async Task<Stream> ConnectAsync(EndPoint brokerEndPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(brokerEndPoint, cancellationToken).ConfigureAwait(false);
            Stream network = new NetworkStream(socket, ownsSocket: true);
            if (options.Settings.Tls)
            {
                network = await EncryptAsync(network, cancellationToken).ConfigureAwait(false);
            }

            return Opened = new CorkedStream(socket, network, new PacketSplitter(taker), mayRead ?? (_ => ValueTask.CompletedTask));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task<Stream> EncryptAsync(Stream network, CancellationToken cancellationToken)
    {
        var terms = new SslClientAuthenticationOptions
        {
            TargetHost = options.Settings.Host, CertificateRevocationCheckMode = BrokerTls.Revocation,
        };
        if (options.TrustedRoots is { } roots)
        {
            terms.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = BrokerTls.Revocation };
            terms.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        var tls = new SslStream(network);
        await tls.AuthenticateAsClientAsync(terms, cancellationToken).ConfigureAwait(false);
        return tls;
    }
}
