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
/// <param name="tlsHost">The name that the broker's certificate must have; null = no TLS.</param>
/// <param name="roots">Trusted issuers; null = those of the operating system.</param>
/// <param name="wrap">Makes the connection's stream of the socket and what is spoken over it.</param>
sealed class BrokerStreams(string? tlsHost, X509Certificate2Collection? roots, Func<Socket, Stream, CorkedStream> wrap) : IMqttClientStreamProvider
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
            if (tlsHost is not null)
            {
                network = await EncryptAsync(network, tlsHost, cancellationToken).ConfigureAwait(false);
            }

            return Opened = wrap(socket, network);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task<Stream> EncryptAsync(Stream network, string host, CancellationToken cancellationToken)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (roots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        var tls = new SslStream(network);
        await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        return tls;
    }
}
