using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Start;

/// <summary>Looks before the start whether the ports are free, so that a person reads a sentence and not a stack.</summary>
public static class Ports
{
    /// <exception cref="PortInUseException">With the port and the setting that moves it.</exception>
    public static void Check(CitySettings settings)
    {
        if (settings.Broker.Mode == BrokerMode.Embedded)
        {
            Check(BrokerSettingsReader.ListenAddress(settings.Broker.Host)!, settings.Broker.Port, "Broker:Port", "MQTT");
        }

        foreach (var web in settings.Web.Addresses)
        {
            foreach (var address in web.Addresses)
            {
                Check(address, web.Port, settings.WebSetting, "web");
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
            throw new SettingsException([string.Create(CultureInfo.InvariantCulture, $"{setting}: this account may not listen on port {port}")]);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // localhost is served where one of its two addresses exists.
            if (!IPAddress.IsLoopback(address))
            {
                throw new SettingsException([$"{setting}: {address} is no address of this machine"]);
            }
        }
    }
}

/// <summary>Somebody else listens on a port that we need.</summary>
public sealed class PortInUseException(int port, string setting, string what) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The {what} port {port} is in use by another program. Stop it, or choose another port: --{setting}={Example(port, setting)}"))
{
    static string Example(int port, string setting) => string.Create(
        CultureInfo.InvariantCulture, $"{(setting == "Urls" ? "http://localhost:" : "")}{(port < 65_535 ? port + 1 : port - 1)}");
}
