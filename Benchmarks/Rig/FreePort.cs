using System.Net;
using System.Net.Sockets;

namespace CityOps.Benchmarks.Rig;

/// <summary>
/// Ports for servers that are about to start. Below those that the system hands out to outgoing connections, and none twice:
/// between the choice and the moment when the server listens lie seconds, in which nobody else may come by it. Thread-safe.
/// </summary>
static class FreePort
{
    const int First = 12_000;
    const int Count = 20_000; // Linux hands out 32768 and above

    static int _last = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No loopback port is free.");
    }

    static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // A machine without IPv6 has nobody who listens there.
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
