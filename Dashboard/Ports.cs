using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard;

/// <summary>Looks before the start whether the ports are free, so that a person reads a sentence and not a stack.</summary>
static class Ports
{
    const string DefaultUrls = "http://localhost:5080";

    /// <exception cref="PortInUseException">With the port and the setting that moves it.</exception>
    public static void Check(IConfiguration configuration, BrokerSettings broker)
    {
        Check(CitySettingsReader.ListenAddress(broker.Host)!, broker.Port, "Broker:Port", "MQTT");
        foreach (var url in (configuration["Urls"] ?? DefaultUrls).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Uri.TryCreate(url.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Port > 0)
            {
                var address = CitySettingsReader.ListenAddress(uri.Host) ?? IPAddress.Any;
                Check(address, uri.Port, "Urls", "web");
            }
        }
    }

    static void Check(IPAddress address, int port, string setting, string what)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException(port, setting, what);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new SettingsException([$"{setting}: this account may not listen on port {port}"]);
        }
    }
}

/// <summary>Somebody else listens on a port that we need.</summary>
sealed class PortInUseException(int port, string setting, string what) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The {what} port {port} is in use by another program. Stop it, or choose another port: --{setting}={Example(port, setting)}"))
{
    static string Example(int port, string setting) => string.Create(
        CultureInfo.InvariantCulture, $"{(setting == "Urls" ? "http://localhost:" : "")}{(port < 65_535 ? port + 1 : port - 1)}");
}
