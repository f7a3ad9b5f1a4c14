using CityOps.Storage.City;
using CityOps.Tests.Storage.Journal;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>A connection to the hub outlives the request that opened it, but not the right to.</summary>
public sealed class HubSessionTests(ProductionCity production) : IClassFixture<ProductionCity>
{
    [Fact]
    public async Task RevokedKey_EndsItsConnection_AndNoOther()
    {
        var keys = production.OpenKeys();
        var (key, text) = await keys.CreateAsync(Actor.System, "wall", PersonRole.Viewer, null);
        var (_, other) = await keys.CreateAsync(Actor.System, "other wall", PersonRole.Viewer, null);
        await using var wall = Hub(text);
        await using var stays = Hub(other);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wall.Closed += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        await wall.StartAsync();
        await stays.StartAsync();
        await wall.InvokeAsync("Join", new[] { "all" });

        Assert.True(await keys.RevokeAsync(Actor.System, key.Id));
        await ended.Task.WaitAsync(JournalFolder.Limit);
        await stays.InvokeAsync("Join", new[] { "all" });
        await Assert.ThrowsAsync<HttpRequestException>(() => wall.StartAsync());
    }

    HubConnection Hub(string key) => new HubConnectionBuilder()
        .WithUrl(new Uri(production.Process.BaseAddress, "/hubs/live"), options => options.Headers["Authorization"] = $"Bearer {key}").Build();
}
