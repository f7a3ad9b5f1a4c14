using CityOps.Core.Notifications;
using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Notifications;

/// <summary>Links in messages: signed, for a day, once.</summary>
public sealed class ActLinksTests
{
    const long Now = SomeAlert.Now;
    const long Day = 86_400_000;

    [Fact]
    public async Task Link_IsTheSameAtEachTry_OpensForADay_AndOnce()
    {
        using var file = await CityFile.MigratedAsync();
        var (links, book) = (new ActLinks(file.Open()), new DeliveryBook(file.Open()));
        var delivery = (await book.GetAsync(await book.TestAsync("ana", "email", new Contact { Id = "ana", Name = "Ana Novak", Email = "ana@example.org" }, "sl", Now)))!;
        var token = await links.TokenOfAsync(delivery);
        // Another process of the same city has the same secret.
        var others = new ActLinks(file.Open());
        Assert.Equal(token, await others.TokenOfAsync(delivery));
        Assert.InRange(token.Length, 40, 60);

        Assert.Equal(ActLinkState.Good, (await links.FindAsync(token, Now + Day - 1)).State);
        Assert.Equal(ActLinkState.Expired, (await links.FindAsync(token, Now + Day)).State);
        Assert.True(await others.UseAsync(delivery.Key, Now + 1));
        Assert.False(await links.UseAsync(delivery.Key, Now + 2));
        Assert.Equal((ActLinkState.Used, "Ana Novak"), await links.FindAsync(token, Now + 3) is var found ? (found.State, found.Delivery!.ContactName) : default);
        await links.ReleaseAsync(delivery.Key);
        Assert.Equal(ActLinkState.Good, (await links.FindAsync(token, Now + 3)).State);
    }

    [Fact]
    public async Task ForgedLink_IsUnknown()
    {
        using var file = await CityFile.MigratedAsync();
        var (links, book) = (new ActLinks(file.Open()), new DeliveryBook(file.Open()));
        var delivery = (await book.GetAsync(await book.TestAsync("ana", "room", null, "sl", Now)))!;
        var token = await links.TokenOfAsync(delivery);
        foreach (var at in (int[])[0, 10, 25, 35, 50])
        {
            var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            Assert.Equal(ActLinkState.Unknown, (await links.FindAsync(forged, Now)).State);
        }

        foreach (var text in (string[])["", "x", token[..^1], token + "A", new string('A', 5_000), "../../etc", "ČŠŽ"])
        {
            Assert.Equal(ActLinkState.Unknown, (await links.FindAsync(text, Now)).State);
        }
    }
}
