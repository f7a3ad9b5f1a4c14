namespace CityOps.Simulators.Mqtt;

/// <summary>Opens the connections of a gateway, one after the other; each begins with the births of its devices.</summary>
sealed class GatewayDialer(GatewayOptions options, LinkAccount account, TimeProvider clock)
{
    /// <param name="within">How long a broker that is not there is asked again; one that refuses us is not.</param>
    public async Task<GatewayConnection> FirstAsync(TimeSpan within, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ConnectAsync(ct);
            }
            catch (Exception e) when (ConnectionTrouble.Is(e, ct) && e is not BrokerRefusal && clock.GetElapsedTime(began) < within)
            {
                if (attempt == 0)
                {
                    options.Notice($"{options.Name}: no broker answers yet, trying for {within:c}");
                }
            }

            await PauseAsync(attempt, ct);
        }
    }

    /// <summary>After a loss: tries until it works or is cancelled.</summary>
    public async Task<GatewayConnection> AgainAsync(CancellationToken ct)
    {
        string? said = null;
        for (var attempt = 0; ; attempt++)
        {
            await PauseAsync(attempt, ct);
            try
            {
                return await ConnectAsync(ct);
            }
            catch (BrokerRefusal e) when (!ct.IsCancellationRequested)
            {
                // A person may mend it meanwhile, so it is asked again; the reason is said once.
                if (said != e.Message)
                {
                    options.Notice($"{options.Name}: the broker {said = e.Message}");
                }
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // Said once when the connection was lost; the next attempt comes later than this one.
            }
        }
    }

    Task PauseAsync(int attempt, CancellationToken ct) => Task.Delay(options.Reconnect.Delay(attempt, Random.Shared.NextDouble()), clock, ct);

    async Task<GatewayConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = await GatewayConnection.OpenAsync(options.Mqtt, options.Window, account, ct);
        try
        {
            // A broker without a memory of its own has forgotten the births, so each connection begins with them.
            await Task.WhenAll(options.Births.Select(birth => connection.PublishStatusAsync(birth.Topic, birth.Payload, ct)));
            return connection;
        }
        catch
        {
            await connection.CloseAsync();
            connection.Dispose();
            throw;
        }
    }
}
