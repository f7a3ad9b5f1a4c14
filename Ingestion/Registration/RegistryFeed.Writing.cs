using CityOps.Core.City;
using CityOps.Core.Clocks;
using CityOps.Storage.City;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Registration;

/// <summary>The loop: what waits goes into the city database, and what the city database has into the mirror.</summary>
public sealed partial class RegistryFeed
{
    const int MostTogether = 1_000;

    /// <summary>
    /// A reading of the whole registry that nobody waits for comes so many times later as the last one took: somebody who makes up
    /// devices would cause one after the other.
    /// </summary>
    const int Pace = 10;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // The loop's.
    Task? _refreshIsDue;
    TimeSpan _refreshTook;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(LookEvery, clock.Pace());
        var ticked = tick.WaitForNextTickAsync(stoppingToken).AsTask();
        var arrived = _items.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await Task.WhenAny(_refreshIsDue ?? ticked, ticked, arrived).ConfigureAwait(false);
            await next.ConfigureAwait(false);
            if (next == arrived)
            {
                await WriteAsync(TakeAll(), stoppingToken).ConfigureAwait(false);
                arrived = _items.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }
            else
            {
                await TryRefreshAsync(stoppingToken).ConfigureAwait(false);
                ticked = next == ticked ? tick.WaitForNextTickAsync(stoppingToken).AsTask() : ticked;
            }
        }
    }

    List<Item> TakeAll()
    {
        var items = new List<Item>();
        while (items.Count < MostTogether && _items.Reader.TryRead(out var item))
        {
            items.Add(item);
        }

        return items;
    }

    async Task WriteAsync(List<Item> items, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WriteOnceAsync(items, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError("The registry cannot be written, {Count} births and discoveries wait: {Error}", items.Count, e.Message);
                await Task.Delay(RetryAfter, clock.Pace(), cancellationToken).ConfigureAwait(false);
            }
        }

        Interlocked.Add(ref _waiting, -items.Count(item => item.Birth is not null));
        Interlocked.Exchange(ref _written, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        foreach (var item in items)
        {
            item.Done?.SetResult();
        }

        if (items.Exists(item => item.Birth is not null || item.Discovery is not null))
        {
            Changed?.Invoke();
        }
    }

    async Task WriteOnceAsync(List<Item> items, CancellationToken cancellationToken)
    {
        var births = items.Where(i => i.Birth is not null).Select(i => i.Birth!).ToList();
        var refused = births.Count > 0
            ? (await registry.BirthAsync(births, cancellationToken).ConfigureAwait(false)).WrongDomain
            : [];
        var discoveries = items.Where(i => i.Discovery is not null).Select(i => i.Discovery!).ToList();
        if (discoveries.Count > 0)
        {
            await registry.DiscoverAsync(discoveries, cancellationToken).ConfigureAwait(false);
        }

        if (births.Count > 0)
        {
            // Whoever is acknowledged expects the next bare number to be read in the unit that it named.
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _refreshIsDue ??= Task.Delay(Pace * _refreshTook, clock.Pace(), cancellationToken);
        }

        // Last: what fails above is tried again as a whole, and a refusal counts once.
        foreach (var birth in refused)
        {
            RefuseDomain(birth.Device, birth.Domain);
        }
    }

    async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        if (await mirror.RefreshAsync(cancellationToken).ConfigureAwait(false))
        {
            _refreshTook = clock.GetElapsedTime(began);
        }

        _refreshIsDue = null;
    }

    async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _refreshIsDue = null;
            logger.LogError("The registry cannot be read, the last known one goes on: {Error}", e.Message);
        }
    }
}
