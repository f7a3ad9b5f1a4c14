namespace CityOps.Simulators.Mqtt;

/// <summary>The first connection of a verb that sends a file, with what can go wrong said to whoever typed it.</summary>
static class FirstConnection
{
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">The broker does not want us.</exception>
    public static async Task StartAsync(this GatewayLink link, PlayerOptions broker, CancellationToken ct)
    {
        try
        {
            await link.StartAsync(broker.WaitForBroker, ct);
        }
        catch (BrokerRefusal e)
        {
            throw new BrokerRefusedException(broker.Host, broker.Port, e);
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, ct))
        {
            throw new BrokerUnreachableException(broker.Host, broker.Port, e);
        }
    }
}
