using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CityOps.Core.Readings;
using CityOps.Ingestion;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Pipeline;

/// <summary>Ingestion as it is put together, with its readings in a real InfluxDB.</summary>
public sealed class InfluxStartTests
{
    static readonly SeriesId Pm10 = new("aq-1", "pm10");

    [Fact]
    public async Task CityStartsWithoutItsStore_AndNothingIsLost_WhateverStopsAndStarts()
    {
        using var folder = new TempFolder();
        await using var server = new InfluxServer();

        using (var city = await StartAsync(folder, server.Url))
        {
            await AppendAsync(city, 1, 30);
            var writer = city.Services.GetRequiredService<StoreWriter>();
            await Eventually.SatisfiesAsync(() => Task.FromResult(writer.Trouble?.Text), text => text?.Contains("cannot be reached", StringComparison.Ordinal) == true, "trouble");
            Assert.Equal((30, 0), Account(city));
            await server.StartAsync();
            await StoredAsync(city, 30);
            Assert.Null(writer.Trouble);

            await server.KillAsync();
            await AppendAsync(city, 31, 20);
            Assert.Equal((50, 30), Account(city));
            await city.StopAsync();
        }

        // The store is away at this start too: what is known of the latest comes from beside the journal.
        using (var city = await StartAsync(folder, server.Url))
        {
            Assert.Equal((50, 30), Account(city));
            Assert.Equal(30, Assert.Single(await city.Services.GetRequiredService<ITelemetryReader>().LatestAsync([Pm10], default)).Value);
            await server.StartAsync();
            await StoredAsync(city, 50);
            await city.StopAsync();
        }

        using var last = await StartAsync(folder, server.Url);
        Assert.Equal((50, 50), Account(last));
        var raw = await last.Services.GetRequiredService<ITelemetryReader>().RawAsync(Pm10, 0, JournalFolder.Start * 2, 1_000, default);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (double)i), raw.Select(r => r.V));
        await last.StopAsync();
    }

    [Fact]
    public async Task DatabasesAreMadeAtTheStart_BeforeAnyMessage()
    {
        using var folder = new TempFolder();
        await using var server = new InfluxServer();
        await server.StartAsync();
        using var city = await StartAsync(folder, server.Url);
        await Eventually.SatisfiesAsync(
            () => server.QueryAsync("SHOW DATABASES"),
            told => ((string[])["cityops_raw", "cityops_hour", "cityops_day"]).All(name => told.Contains($"\"{name}\"", StringComparison.Ordinal)), "databases");
        await city.StopAsync();
    }

    [Fact]
    public async Task StoreThatNeverAnswers_HoldsUpNeitherStartNorStop()
    {
        using var folder = new TempFolder();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{silent.LocalEndpoint}"));
        for (var start = 0; start < 2; start++)
        {
            // The second time there is a series whose latest value nobody knows but the store.
            using var city = await StartAsync(folder, url);
            await AppendAsync(city, 1 + start, 1);
            Assert.Equal((1 + start, 0), Account(city));
            await city.StopAsync().WaitAsync(JournalFolder.Limit);
        }
    }

    [Fact]
    public async Task ProcessThatOnlyReads_HasAReader()
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddInfluxDbReader(Settings("data", new Uri("http://127.0.0.1:1"))).BuildServiceProvider();
        var reader = services.GetRequiredService<ITelemetryReader>();
        await Assert.ThrowsAsync<TelemetryStoreException>(async () => await reader.RawAsync(Pm10, 0, 1, 1, default));
    }

    static async Task<IHost> StartAsync(TempFolder folder, Uri influx)
    {
        var settings = Settings(folder.Path, influx);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddMetrics();
        builder.Services.AddIngestion(settings, TimeProvider.System).AddInfluxDb(settings);
        var host = builder.Build();
        await CityDatabaseSetup.MigrateAsync(host.Services.GetRequiredService<IDbContextFactory<CityDatabase>>(), TimeProvider.System);
        await host.StartAsync().WaitAsync(JournalFolder.Limit);
        return host;
    }

    static CitySettings Settings(string folder, Uri influx) => CitySettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Broker:Port"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Data:Path"] = folder,
            ["Store:Kind"] = "InfluxDb",
            ["Store:InfluxDb:Url"] = influx.AbsoluteUri,
        }).Build(), folder, production: false);

    static Task AppendAsync(IHost city, int first, int count) =>
        Task.WhenAll(Enumerable.Range(first, count).Select(n => city.Services.GetRequiredService<CityJournal>().Append(Some(n)))).WaitAsync(JournalFolder.Limit);

    static CityOps.Storage.Journal.JournalEntry Some(int number)
    {
        var entry = JournalFolder.Message(number);
        entry.Readings[0] = entry.Readings[0] with { ObservedAt = JournalFolder.Start + number };
        return entry;
    }

    static Task<(int Decoded, int Stored)> StoredAsync(IHost city, int stored) =>
        Eventually.SatisfiesAsync(() => Task.FromResult(Account(city)), account => account == (stored, stored), "all stored");

    static (int Decoded, int Stored) Account(IHost city)
    {
        var counts = city.Services.GetRequiredService<Ledger>().Total(0).Counts;
        return ((int)counts.Decoded, (int)counts.Stored);
    }
}
