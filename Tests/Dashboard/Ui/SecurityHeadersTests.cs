using CityOps.Dashboard.Web;
using Microsoft.AspNetCore.Http;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class SecurityHeadersTests
{
    [Fact]
    public void EveryAnswer_LoadsFromUsAndIsFramedByNobody()
    {
        var http = new DefaultHttpContext();
        SecurityHeaders.Write(http.Response.Headers, tiles: null);
        var policy = http.Response.Headers.ContentSecurityPolicy.ToString().Split("; ");
        Assert.Equal(
            [
                "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'",
                "connect-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
            ],
            policy);
        Assert.Equal("nosniff", http.Response.Headers.XContentTypeOptions);
        Assert.Equal("DENY", http.Response.Headers.XFrameOptions);
    }

    [Fact]
    public void TilesFromElsewhere_AreTheOneExceptionForTheMap()
    {
        var bare = SecurityHeaders.PolicyWith(null).Split("; ");
        var policy = SecurityHeaders.PolicyWith("https://tiles.example.org").Split("; ");
        Assert.Equal(["img-src 'self' data: blob: https://tiles.example.org", "connect-src 'self' https://tiles.example.org"], policy.Except(bare));
    }
}
